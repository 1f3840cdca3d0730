from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuardianConfig(AppConfig):
    name = "recalibrate.guardian"
    label = "guardian"
    verbose_name = _("Guardian of Safe Working Hours")

    def ready(self) -> None:
        from django.db.models.signals import post_save
        from wagtail.signals import page_published

        from recalibrate.core.public_kinds import register
        from recalibrate.core.signal_handlers import watch
        from recalibrate.staff.dashboard import register as register_duty

        from . import models, publication
        from .dashboard_items import FIGURES
        from .public_kinds import KINDS

        for model in (
            models.YouSaid,
            models.YouSaidStateOfMind,
            models.Measure,
            models.Dimension,
            models.Category,
            models.Breakdown,
            models.Balance,
            models.DisclosureSettings,
        ):
            watch(model)
        register(*KINDS)
        register_duty(FIGURES)
        keep = publication.remember_after_a_change
        page_published.connect(keep, sender=models.GuardianReportPage, dispatch_uid="withheld-published")
        post_save.connect(keep, sender=models.DisclosureSettings, dispatch_uid="withheld-thresholds")
