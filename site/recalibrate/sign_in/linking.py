"""Which log-in an account of the Trust is used with. Once it is, its password is no way in any more.

So a colleague who has left the Trust, and its provider, has left here too. What they may do here is ours to say.
"""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils.translation import gettext

from recalibrate.core.models import User
from recalibrate.staff.auth_backend import Backend

from .models import TrustAccount
from .notifications import tell
from .provider import Identity, Refused, is_on


def is_linked(user: User) -> bool:
    return TrustAccount.objects.filter(user=user).exists()


def signs_in_with_password(user: User) -> bool:
    """Whether the password counts; where the Trust’s sign-in is switched off, it does for everybody."""
    return not (is_on() and is_linked(user))


def colleague(identity: Identity) -> User:
    """Whose log-in it is; no one’s is guessed by an e-mail address."""
    found = TrustAccount.objects.filter(issuer=identity.issuer, subject=identity.subject)
    linked = found.select_related("user").first()
    if linked is None:
        raise Refused("unknown")
    if not Backend().user_can_authenticate(linked.user):
        raise Refused("inactive")
    return linked.user


@transaction.atomic
def link(user: User, identity: Identity, *, by: User | None) -> None:
    if (
        TrustAccount.objects.filter(issuer=identity.issuer, subject=identity.subject)
        .exclude(user=user)
        .exists()
    ):
        raise Refused("taken")
    if is_last_way_in(user):
        raise Refused("last")
    of_provider = {"issuer": identity.issuer, "subject": identity.subject}
    TrustAccount.objects.update_or_create(user=user, defaults=of_provider)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    tell(user, "sign_in.linked", by=by)


def unlink(user: User, *, by: User | None) -> None:
    TrustAccount.objects.filter(user=user).delete()
    tell(user, "sign_in.unlinked", by=by, who=str(by or gettext("a command on the server")))


def is_last_way_in(user: User) -> bool:
    """Whether no one could look after log-ins by password once this one cannot: for the day the provider is away."""
    others = User.objects.filter(is_superuser=True, is_active=True, trust_account=None).exclude(pk=user.pk)
    has_other = others.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()
    return user.is_superuser and not has_other
