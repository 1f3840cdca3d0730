from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "recalibrate.stories"
    label = "stories"
    verbose_name = "Stories and replies"

    def ready(self) -> None:
        from recalibrate.core.to_do import register

        from .duties import REPLIES, STORIES

        register(STORIES)
        register(REPLIES)
