from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef
from django_otp.plugins.otp_totp.models import TOTPDevice

from .models import User


class Backend(ModelBackend):
    """Django's own log-in, except that sample log-ins work in the sample set-up only."""

    def user_can_authenticate(self, user: User) -> bool:  # type: ignore[override]
        is_allowed = not user.is_sample or settings.SAMPLE_SETUP
        return is_allowed and super().user_can_authenticate(user)

    def get_user(self, user_id: int) -> User | None:
        """With `has_second_step`, which every request of an editor asks."""
        phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        user = User.objects.annotate(has_second_step=Exists(phones)).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
