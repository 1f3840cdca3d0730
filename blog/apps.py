from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "blog"

    def ready(self) -> None:
        from recalibrate.core.searchable import register

        from .searchable import POSTS

        register(POSTS)
