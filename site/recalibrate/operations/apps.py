from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Starting, keeping time and telling whether all is well."""

    name = "recalibrate.operations"
    label = "operations"

    def ready(self) -> None:
        from django.core.checks import Tags
        from django.core.checks import register as register_check
        from django.db.models.signals import post_migrate

        from recalibrate.staff.dashboard import register

        from .dashboard_items import FAILURES, HEALTH
        from .releases import note_release, program_fits_database

        post_migrate.connect(note_release, sender=self)
        register_check(program_fits_database, Tags.database)
        register(HEALTH)
        register(FAILURES)
