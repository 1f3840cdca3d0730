from django.apps import AppConfig


class GuardianConfig(AppConfig):
    name = "recalibrate.guardian"
    label = "guardian"
    verbose_name = "Guardian of Safe Working Hours"
