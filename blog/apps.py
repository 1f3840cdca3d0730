from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "blog"

    def ready(self) -> None:
        from recalibrate.core import searchable, to_do

        from . import make_drafts  # noqa: F401  # listens
        from .duties import DUTIES
        from .searchable import POSTS

        searchable.register(POSTS)
        for duty in DUTIES:
            to_do.register(duty)
