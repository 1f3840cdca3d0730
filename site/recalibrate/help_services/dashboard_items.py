"""The numbers that a keeper has to ring again."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from recalibrate.core.models import User
from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted
from recalibrate.staff.menu_counts import MenuCount

from .models import CHECK_EVERY_DAYS, HelpService

PERMISSION = "help_services.change_helpservice"


def numbers_to_check(user: User) -> Iterator[WorkItem]:
    """The longest waiting first. Each is a task: a wrong number on the help page is worse than none."""
    today = timezone.localdate()
    for service in HelpService.objects.due_for_check(today).order_by("checked_on", "name"):
        due = service.checked_on + timedelta(days=CHECK_EVERY_DAYS)
        detail = gettext("readers are told that we are re-checking it") if service.is_being_rechecked else ""
        url = reverse("help-check", args=[service.pk])
        yield WorkItem(
            gettext("Ring %(name)s again") % {"name": service.name},
            url,
            service.is_being_rechecked,
            detail or gettext("due %(day)s") % {"day": date_format(due, "j F")},
        )


NUMBERS = DashboardItem(
    slug="help-numbers",
    icon="help",
    is_for=permitted(PERMISSION),
    tasks=numbers_to_check,
    order=50,
    most_queries=1,
)
DUE = MenuCount(
    slug="numbers_due",
    is_for=permitted(PERMISSION),
    rows=lambda: HelpService.objects.due_for_check(timezone.localdate()).order_by(),
)
