from django.apps import AppConfig


class RoundupsConfig(AppConfig):
    """Kept items, in an order, as a post in the editor's hands."""

    name = "recalibrate.roundups"
    label = "roundups"

    def ready(self) -> None:
        from . import signal_handlers

        signal_handlers.connect()
