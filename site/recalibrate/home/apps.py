from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "recalibrate.home"
    label = "home"

    def ready(self) -> None:
        from recalibrate.core.searchable import register

        from .searchable import INFORMATION

        register(INFORMATION)
