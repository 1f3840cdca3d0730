from django.apps import AppConfig


class LinkChecksConfig(AppConfig):
    """Whether the links of our own published pages still lead somewhere."""

    name = "recalibrate.link_checks"
    label = "link_checks"
    verbose_name = "Links in published pages"

    def ready(self) -> None:
        from recalibrate.staff.dashboard import register

        from .dashboard_items import LINKS

        register(LINKS)
