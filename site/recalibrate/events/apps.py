from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "recalibrate.events"
    label = "events"
    verbose_name = _("Dates")

    def ready(self) -> None:
        from recalibrate.core.public_kinds import register as register_kind
        from recalibrate.core.signal_handlers import watch
        from recalibrate.core.upcoming_events import register

        from .models import Event
        from .public_kinds import DATES
        from .upcoming_events import next_dates

        watch(Event)
        register_kind(DATES)
        register(next_dates)
