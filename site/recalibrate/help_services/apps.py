from django.apps import AppConfig


class HelpServicesConfig(AppConfig):
    name = "recalibrate.help_services"
    label = "help_services"
    verbose_name = "Help directory"

    def ready(self) -> None:
        from recalibrate.core.revision_signals import watch

        from .models import HelpService

        watch(HelpService)
