from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding: an index of our own, kept in the same transaction, searched alike on both databases."""

    name = "recalibrate.search"
    label = "search"

    def ready(self) -> None:
        from .signal_handlers import connect

        connect()
