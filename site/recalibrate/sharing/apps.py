from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "recalibrate.sharing"
    label = "sharing"
    verbose_name = "Found, shared and kept"
