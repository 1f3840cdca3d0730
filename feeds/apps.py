from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """The aggregator: what other people publish, and what our editors decide about it."""

    name = "feeds"
