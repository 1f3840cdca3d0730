from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "recalibrate.core"
    label = "core"
    verbose_name = "Recalibrate"

    def ready(self) -> None:
        from . import checks, draw_ahead, signal_handlers, social_images

        checks.register_all()
        signal_handlers.connect()
        social_images.connect()
        draw_ahead.connect()
