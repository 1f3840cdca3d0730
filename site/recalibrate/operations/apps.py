from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Starting, keeping time and telling whether all is well."""

    name = "recalibrate.operations"
    label = "operations"
