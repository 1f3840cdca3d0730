from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "blog"

    def ready(self) -> None:
        from recalibrate.core import past_slugs, public_kinds
        from recalibrate.core.merging import Follower, follow
        from recalibrate.staff import dashboard

        from . import make_drafts  # noqa: F401  # listens
        from .dashboard_items import DUTIES
        from .merging import keeping_approvals
        from .models import Series
        from .public_kinds import POSTS
        from .workflow_mails import replace_workflow_mails

        replace_workflow_mails()
        public_kinds.register(POSTS)
        past_slugs.keep_past_slugs(Series, parameter="series")
        follow("approvals", Follower(keeping_approvals))
        for duty in DUTIES:
            dashboard.register(duty)
