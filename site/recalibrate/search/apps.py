from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding: an index of our own, kept in the same transaction, searched alike on both databases."""

    name = "recalibrate.search"
    label = "search"

    def ready(self) -> None:
        from recalibrate.core.merging import Follower, follow

        from .merging import reindexing
        from .signal_handlers import connect

        connect()
        follow("search", Follower(reindexing))
