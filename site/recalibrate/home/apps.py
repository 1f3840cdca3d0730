from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "recalibrate.home"
    label = "home"
