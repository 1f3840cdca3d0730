"""A new colleague’s log-in, finished by themselves: a link by e-mail that lasts some days and works once.

No row is needed for it. The token holds for one user as they were invited: as soon as they have a password, an
account of the Trust or another address, or have signed in, it is worth nothing.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from recalibrate.core.addresses import absolute
from recalibrate.core.models import User

SALT = "recalibrate.sign_in.invitation"


def is_waiting(user: User) -> bool:
    """Whether this colleague was invited, and has not come yet."""
    return user.is_active and user.last_login is None and not user.has_usable_password() and not user.is_desk


def as_invited(user: User) -> str:
    return salted_hmac(SALT, f"{user.pk}|{user.password}|{user.email}", algorithm="sha256").hexdigest()[:32]


def token_for(user: User) -> str:
    return signing.dumps([user.pk, as_invited(user)], salt=SALT)


def invited_user(token: str) -> User | None:
    """Whose invitation this is, while it holds."""
    try:
        pk, was = signing.loads(token, salt=SALT, max_age=timedelta(days=settings.INVITATION_LASTS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk).first()
    return user if user is not None and is_waiting(user) and as_invited(user) == was else None


def link_for(user: User) -> str:
    return absolute(reverse("invitation", args=[token_for(user)]))


def expires() -> datetime:
    return timezone.now() + timedelta(days=settings.INVITATION_LASTS)
