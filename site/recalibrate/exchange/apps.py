from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "recalibrate.exchange"
    label = "exchange"
    verbose_name = "Bringing in and taking out"
