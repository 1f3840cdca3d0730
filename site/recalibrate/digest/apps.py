from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DigestConfig(AppConfig):
    name = "recalibrate.digest"
    label = "digest"
    verbose_name = _("E-mail digest")

    def ready(self) -> None:
        from recalibrate.staff.dashboard import register

        from .dashboard_items import REFUSED

        register(REFUSED)
