"""Who may give which role to whom: what must not meet meets only where an administrator says so."""

from collections.abc import Iterable

from recalibrate.core.models import User
from recalibrate.home.roles import APART, ONLY_BY_ADMINISTRATORS

OWN = "Nobody changes their own roles. Ask another administrator."
DESK = "The contributor desk is nobody’s log-in: it stays without a password, without roles, and inactive."


def roles_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True)) if user.pk else set()


def why_not_given(actor: User, user: User, added: Iterable[str]) -> str:
    """Why the actor may not give the user these roles besides those they have; "" if they may."""
    new = set(added) - roles_of(user)
    if not new:
        return ""
    if user.is_desk:
        return DESK
    if actor.pk == user.pk:
        return OWN
    if actor.is_superuser:
        return ""
    if held := sorted(new & ONLY_BY_ADMINISTRATORS):
        return f"Only an administrator gives the role {held[0]}."
    everything = new | roles_of(user)
    for pair in APART:
        if pair <= everything and pair & new:
            return f"Only an administrator gives one person the roles {' and '.join(sorted(pair))}."
    return ""


def why_not_changed(actor: User, user: User) -> str:
    """Why the actor may not change the user's log-in, password and second step; "" if they may."""
    if user.is_desk:
        return DESK
    if actor.is_superuser or actor.pk == user.pk:
        return ""
    if held := sorted(roles_of(user) & ONLY_BY_ADMINISTRATORS):
        return f"Only an administrator changes the log-in of somebody with the role {held[0]}."
    return ""
