from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """The aggregator: what other people publish, and what our editors decide about it."""

    name = "feeds"

    def ready(self) -> None:
        from django.db.models.signals import m2m_changed, post_migrate

        from recalibrate.core.public_kinds import register
        from recalibrate.core.signal_handlers import bump, watch
        from recalibrate.staff.dashboard import register as register_duty
        from recalibrate.staff.menu_counts import register as register_count

        from .curating import item_search, signal_handlers
        from .dashboard_items import CHANGED, FIRST_SOURCES, IN_TROUBLE, ITEMS, SOURCES
        from .models import Curation, CurationStateOfMind, Source
        from .public_kinds import FOLLOWED, PICKS

        # Refreshes write in bulk, past these signals: what comes in is nothing that readers see.
        for model in (Curation, CurationStateOfMind, Source):
            watch(model)
        m2m_changed.connect(bump, sender=Source.default_states.through, dispatch_uid="revision-usual-states")
        register(PICKS, FOLLOWED)
        for duty in (CHANGED, ITEMS, FIRST_SOURCES, SOURCES):
            register_duty(duty)
        register_count(IN_TROUBLE)
        signal_handlers.connect()
        post_migrate.connect(item_search.ensure, sender=self, dispatch_uid="item-words")
