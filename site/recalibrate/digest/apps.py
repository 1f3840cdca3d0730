from django.apps import AppConfig


class DigestConfig(AppConfig):
    name = "recalibrate.digest"
    label = "digest"
    verbose_name = "E-mail digest"
