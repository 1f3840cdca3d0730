from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Starting, keeping time and telling whether all is well."""

    name = "recalibrate.operations"
    label = "operations"

    def ready(self) -> None:
        from recalibrate.core.to_do import register

        from .duties import CONDITION

        register(CONDITION)
