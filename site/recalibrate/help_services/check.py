"""A keeper has checked a service: the one way to say so, and what it leaves behind."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from .models import HelpService

if TYPE_CHECKING:
    from recalibrate.core.models import User

CHECKED = "help_services.check"

# What a check is made of: all of it, or it is no check.
PARTS = (
    ("contact", _("I rang, wrote or looked: it answers, and the name is right")),
    ("hours", _("The hours are right")),
    ("audience", _("Who it is for, and who it is not for, is right")),
)


def mark_checked(service: HelpService, *, by: "User", note: str = "") -> None:
    """The service counts as checked today; its history says by whom, and what they wrote."""
    with transaction.atomic():
        service.checked_on = timezone.localdate()
        service.reminded_on = None
        service.save(update_fields=["checked_on", "reminded_on"])
        log(service, CHECKED, user=by, data={"note": note})
