from django.apps import AppConfig


class DigestConfig(AppConfig):
    name = "recalibrate.digest"
    label = "digest"
    verbose_name = "E-mail digest"

    def ready(self) -> None:
        from recalibrate.core.merging import Follower, follow
        from recalibrate.staff.dashboard import register

        from .dashboard_items import REFUSED
        from .merging import following, subscribers

        register(REFUSED)
        follow("digest", Follower(following, "subscriptions by e-mail", subscribers))
