from django.apps import AppConfig


class StaffConfig(AppConfig):
    """What the admin adds to Wagtail's: who may see and do what, and the first screen's work items."""

    name = "recalibrate.staff"
    label = "staff"

    def ready(self) -> None:
        from . import own_drafts, unread_pictures

        own_drafts.connect()
        unread_pictures.connect()
