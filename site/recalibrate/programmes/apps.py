from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "recalibrate.programmes"
    label = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        from recalibrate.core import past_slugs
        from recalibrate.core.public_kinds import register
        from recalibrate.core.signal_handlers import watch
        from recalibrate.staff import dashboard

        from . import dashboard_items, keep_dates, models
        from .public_kinds import KINDS

        for model in (models.Exercise, models.OpenCall, models.Wave, models.DoorCount):
            watch(model)
        register(*KINDS)
        past_slugs.keep_past_slugs(models.Exercise)
        past_slugs.keep_past_slugs(models.OpenCall)
        keep_dates.connect()
        dashboard.register(dashboard_items.PROGRAMMES)
        dashboard.register(dashboard_items.REMARKS)
