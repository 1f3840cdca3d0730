from django.apps import AppConfig


class GuardianConfig(AppConfig):
    name = "recalibrate.guardian"
    label = "guardian"
    verbose_name = "Guardian of Safe Working Hours"

    def ready(self) -> None:
        from recalibrate.core.revision_signals import watch

        from .models import YouSaid, YouSaidStateOfMind

        for model in (YouSaid, YouSaidStateOfMind):
            watch(model)
