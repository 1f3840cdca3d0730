from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What is stored about people, for how long, and the purge that proves it."""

    name = "recalibrate.privacy"
    label = "privacy"
