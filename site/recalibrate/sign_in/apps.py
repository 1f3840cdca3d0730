from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class SignInConfig(AppConfig):
    """Signing in: password, second step, and sessions that end."""

    name = "recalibrate.sign_in"
    label = "sign_in"

    def ready(self) -> None:
        from . import grants
        from .limits import begin

        user_logged_in.connect(begin, dispatch_uid="sign_in.begin")
        grants.connect()
