from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HelpServicesConfig(AppConfig):
    name = "recalibrate.help_services"
    label = "help_services"
    verbose_name = _("Help directory")

    def ready(self) -> None:
        from recalibrate.core.public_kinds import register
        from recalibrate.core.signal_handlers import watch
        from recalibrate.staff.dashboard import register as register_duty
        from recalibrate.staff.menu_counts import register as register_count

        from .dashboard_items import DUE, NUMBERS
        from .models import HelpService
        from .public_kinds import SERVICES

        watch(HelpService)
        register(SERVICES)
        register_duty(NUMBERS)
        register_count(DUE)
