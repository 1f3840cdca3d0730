from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "recalibrate.stories"
    label = "stories"
    verbose_name = _("Stories and replies")

    def ready(self) -> None:
        from recalibrate.staff.dashboard import register

        from . import pictures
        from .dashboard_items import REPLIES, STORIES

        register(STORIES)
        register(REPLIES)
        pictures.connect()
