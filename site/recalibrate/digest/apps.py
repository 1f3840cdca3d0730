from django.apps import AppConfig


class DigestConfig(AppConfig):
    name = "recalibrate.digest"
    label = "digest"
    verbose_name = "E-mail digest"

    def ready(self) -> None:
        from recalibrate.staff.dashboard import register

        from .dashboard_items import REFUSED

        register(REFUSED)
