"""Who signs in with a second step."""

from typing import Any

from django.conf import settings
from django_otp.plugins.otp_totp.models import TOTPDevice

from recalibrate.core.models import User
from recalibrate.home.roles import CONTRIBUTOR

VOUCHED = "second_step_vouched"  # in the session: the Trust’s provider asked for its own second step

# Those who can only hand in what a colleague must read before it is published.
ONLY_HAND_IN = {CONTRIBUTOR}


def has_second_step(user: User) -> bool:
    known: bool | None = getattr(user, "has_second_step", None)  # read with the user: staff/auth_backend.py
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists() if known is None else known


def must_have_second_step(user: User) -> bool:
    """Everybody but those who can only hand in; a group that we do not know may do anything."""
    if settings.SECOND_STEP != "required":
        return False
    groups = set(user.groups.values_list("name", flat=True))
    return user.is_superuser or not groups <= ONLY_HAND_IN or user.user_permissions.exists()


def owes_second_step(user: Any) -> bool:
    """Whether this session has given the password only, and that is not enough."""
    if not user.is_authenticated or getattr(user, "otp_device", None):
        return False
    return has_second_step(user) or must_have_second_step(user)
