from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    name = "recalibrate.syndication"
    label = "syndication"
    verbose_name = "Feeds that we publish"

    def ready(self) -> None:
        from . import websub

        websub.connect()
