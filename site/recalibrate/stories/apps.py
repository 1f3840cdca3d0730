from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "recalibrate.stories"
    label = "stories"
    verbose_name = "Stories and replies"

    def ready(self) -> None:
        from recalibrate.staff.dashboard import register

        from . import pictures
        from .dashboard_items import REPLIES, STORIES

        register(STORIES)
        register(REPLIES)
        pictures.connect()
