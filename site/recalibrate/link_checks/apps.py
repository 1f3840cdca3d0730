from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinkChecksConfig(AppConfig):
    """Whether the links of our own published pages still lead somewhere."""

    name = "recalibrate.link_checks"
    label = "link_checks"
    verbose_name = _("Links in published pages")

    def ready(self) -> None:
        from recalibrate.staff.dashboard import register

        from .dashboard_items import LINKS

        register(LINKS)
