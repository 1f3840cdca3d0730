from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "recalibrate.home"
    label = "home"

    def ready(self) -> None:
        from recalibrate.core.public_kinds import register

        from .public_kinds import INFORMATION

        register(INFORMATION)
        post_migrate.connect(keep_roles, dispatch_uid="roles")


def keep_roles(*, app_config: AppConfig, **kwargs: Any) -> None:
    """After an upgrade each role has what is new in it; a site that is not set up yet gets them then.

    Once, after the last app: permissions are made app by app.
    """
    from .make_roles import make_roles
    from .models import HomePage

    with_models = [config for config in apps.get_app_configs() if config.models_module]
    if app_config.label == with_models[-1].label and HomePage.objects.exists():
        make_roles()
