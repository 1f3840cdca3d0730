from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "recalibrate.sharing"
    label = "sharing"
    verbose_name = "Found, shared and kept"

    def ready(self) -> None:
        from recalibrate.core.public_kinds import register_parameters

        register_parameters("size")  # of a poster
