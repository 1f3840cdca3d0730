"""Who may give which role to whom: what must not meet meets only where an administrator says so."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recalibrate.core.models import User
from recalibrate.home.roles import APART, ONLY_BY_ADMINISTRATORS

OWN = _("You cannot change your own roles. Ask another administrator.")
DESK = _("No one signs in as the contributor desk. It stays without a password or roles, and inactive.")


def roles_of(user: User) -> set[str]:
    return {group.name for group in user.groups.all()} if user.pk else set()  # a list has them all at once


def why_not_given(actor: User, user: User, added: Iterable[str]) -> str:
    """Why the actor may not give the user these roles besides those they have; "" if they may."""
    new = set(added) - roles_of(user)
    if not new:
        return ""
    if user.is_desk:
        return str(DESK)
    if actor.pk == user.pk:
        return str(OWN)
    if actor.is_superuser:
        return ""
    if held := sorted(new & ONLY_BY_ADMINISTRATORS):
        return gettext("Only an administrator can give the role %(held)s.") % {"held": held[0]}
    everything = new | roles_of(user)
    for pair in APART:
        if pair <= everything and pair & new:
            return gettext("Only an administrator can give one person the roles %(names)s.") % {
                "names": " and ".join(sorted(pair))
            }
    return ""


def why_not_changed(actor: User, user: User) -> str:
    """Why the actor may not change the user's log-in, password and second step; "" if they may."""
    if user.is_desk:
        return str(DESK)
    if actor.is_superuser or actor.pk == user.pk:
        return ""
    if held := sorted(roles_of(user) & ONLY_BY_ADMINISTRATORS):
        return gettext(
            "Only an administrator may change the log-in of a colleague with the role %(held)s."
        ) % {"held": held[0]}
    return ""
