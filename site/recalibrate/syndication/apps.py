from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class SyndicationConfig(AppConfig):
    name = "recalibrate.syndication"
    label = "syndication"
    verbose_name = gettext_lazy("Feeds that we publish")

    def ready(self) -> None:
        from . import websub

        websub.connect()
