from django.apps import AppConfig


class HelpServicesConfig(AppConfig):
    name = "recalibrate.help_services"
    label = "help_services"
    verbose_name = "Help directory"

    def ready(self) -> None:
        from recalibrate.core.menu_counts import register as register_count
        from recalibrate.core.revision_signals import watch
        from recalibrate.core.searchable import register
        from recalibrate.core.to_do import register as register_duty

        from .duties import DUE, NUMBERS
        from .models import HelpService
        from .searchable import SERVICES

        watch(HelpService)
        register(SERVICES)
        register_duty(NUMBERS)
        register_count(DUE)
