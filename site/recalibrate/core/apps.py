from django.apps import AppConfig
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from recalibrate import translation


class CoreConfig(AppConfig):
    name = "recalibrate.core"
    label = "core"
    verbose_name = _("Recalibrate")

    def ready(self) -> None:
        from . import checks, draw_ahead, languages, past_slugs, signal_handlers, social_images
        from .models import Contributor, Discipline, StateOfMind, Strategy

        translation.translate_with(gettext, ngettext)
        checks.register_all()
        languages.remember_messages()
        signal_handlers.connect()
        social_images.connect()
        draw_ahead.connect()
        past_slugs.keep_past_slugs(StateOfMind, parameter="state")
        past_slugs.keep_past_slugs(Strategy, parameter="helps")
        past_slugs.keep_past_slugs(Discipline, parameter="by")
        past_slugs.keep_past_slugs(Contributor)
