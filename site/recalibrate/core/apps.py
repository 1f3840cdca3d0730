from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "recalibrate.core"
    label = "core"
    verbose_name = "Recalibrate"

    def ready(self) -> None:
        from . import checks, draw_ahead, own_drafts, revision_signals, social_images

        checks.register_all()
        own_drafts.connect()
        revision_signals.connect()
        social_images.connect()
        draw_ahead.connect()
