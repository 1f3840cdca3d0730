from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "recalibrate.sharing"
    label = "sharing"
    verbose_name = _("Found, shared and kept")

    def ready(self) -> None:
        from recalibrate.core.public_kinds import register_parameters

        register_parameters("size")  # of a poster
