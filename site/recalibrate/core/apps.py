from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "recalibrate.core"
    label = "core"
    verbose_name = "Recalibrate"

    def ready(self) -> None:
        from . import checks, draw_ahead, past_slugs, signal_handlers, social_images
        from .models import Contributor, Discipline, StateOfMind, Strategy

        checks.register_all()
        signal_handlers.connect()
        social_images.connect()
        draw_ahead.connect()
        past_slugs.keep_past_slugs(StateOfMind, parameter="state")
        past_slugs.keep_past_slugs(Strategy, parameter="helps")
        past_slugs.keep_past_slugs(Discipline, parameter="by")
        past_slugs.keep_past_slugs(Contributor)
