from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef
from django_otp.plugins.otp_totp.models import TOTPDevice

from recalibrate.core.models import User

from .permissions import read_permissions


class Backend(ModelBackend):
    """Django's own, except that sample log-ins work in the sample set-up only, and the desk's nowhere."""

    def user_can_authenticate(self, user: User) -> bool:  # type: ignore[override]
        is_allowed = not user.is_desk and (not user.is_sample or settings.SAMPLE_SETUP)
        return is_allowed and super().user_can_authenticate(user)

    def get_user(self, user_id: int) -> User | None:
        """With what every request of an editor asks: `has_second_step`, and how they like the admin."""
        phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        users = User.objects.annotate(has_second_step=Exists(phones)).select_related("wagtail_userprofile")
        user = users.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        is_anybody = user_obj.is_active and not user_obj.is_anonymous and not user_obj.is_superuser
        if is_anybody and obj is None and not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = read_permissions(user_obj)
        return super().get_all_permissions(user_obj, obj)
