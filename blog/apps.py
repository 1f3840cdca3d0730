from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "blog"

    def ready(self) -> None:
        from recalibrate.core import searchable
        from recalibrate.staff import dashboard

        from . import make_drafts  # noqa: F401  # listens
        from .dashboard_items import DUTIES
        from .searchable import POSTS

        searchable.register(POSTS)
        for duty in DUTIES:
            dashboard.register(duty)
