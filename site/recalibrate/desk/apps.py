from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The admin's first screen: what waits for the colleague who has signed in, in one list."""

    name = "recalibrate.desk"
    label = "desk"
