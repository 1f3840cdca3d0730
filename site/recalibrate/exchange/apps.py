from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "recalibrate.exchange"
    label = "exchange"
    verbose_name = "Bringing in and taking out"

    def ready(self) -> None:
        import_module("recalibrate.exchange.old_addresses")
