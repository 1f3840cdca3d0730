from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "recalibrate.events"
    label = "events"
    verbose_name = "Dates"

    def ready(self) -> None:
        from recalibrate.core.coming import register
        from recalibrate.core.revision_signals import watch

        from .coming import next_dates
        from .models import Event

        watch(Event)
        register(next_dates)
