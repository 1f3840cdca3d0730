from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "recalibrate.guide"
    label = "guide"
    verbose_name = "Editors’ guide"
