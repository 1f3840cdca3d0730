from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Starting, keeping time and telling whether all is well."""

    name = "recalibrate.operations"
    label = "operations"

    def ready(self) -> None:
        from recalibrate.staff.dashboard import register

        from .dashboard_items import CONDITION, FAILURES

        register(CONDITION)
        register(FAILURES)
