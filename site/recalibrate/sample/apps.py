from django.apps import AppConfig


class SampleConfig(AppConfig):
    """Sample content, so that a newcomer meets a working site. Everything in it is invented and says so."""

    name = "recalibrate.sample"
    label = "sample"
