from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "recalibrate.exchange"
    label = "exchange"
    verbose_name = _("Bringing in and taking out")

    def ready(self) -> None:
        import_module("recalibrate.exchange.old_addresses")
