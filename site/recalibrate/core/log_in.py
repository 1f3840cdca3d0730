from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from .models import User


class Backend(ModelBackend):
    """Django's own log-in, except that sample log-ins work in the sample set-up only."""

    def user_can_authenticate(self, user: User) -> bool:  # type: ignore[override]
        is_allowed = not user.is_sample or settings.SAMPLE_SETUP
        return is_allowed and super().user_can_authenticate(user)
