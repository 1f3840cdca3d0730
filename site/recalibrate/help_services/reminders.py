"""Writes to the keepers of the help directory when something in it is due for a check."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy, ngettext

from recalibrate.core.addresses import absolute
from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.models import User

from .dashboard_items import PERMISSION
from .models import HelpService

AGAIN_AFTER = timedelta(days=7)  # as the mail itself says: “then one a week”
FROM_HOUR, TO_HOUR = 8, 18  # no keeper is written to at night
BACKEND = "recalibrate.staff.auth_backend.Backend"


def remind_keepers(now: datetime) -> None:
    """One mail to each keeper when something becomes due, and again each week while anything is.

    Nothing counts as told of while there is no keeper to tell.
    """
    local = timezone.localtime(now)
    if not FROM_HOUR <= local.hour < TO_HOUR:
        return
    today = local.date()
    due = HelpService.objects.due_for_check(today)
    if not due.not_reminded_since(today - AGAIN_AFTER).exists():
        return
    services, addresses = list(due.order_by("checked_on", "name")), keepers()
    if not addresses:
        return
    with transaction.atomic():  # the mark and the mail that waits for the worker are written together
        due.update(reminded_on=today)
        send_reminder(services, addresses, today)


def keepers() -> list[str]:
    """The addresses of everyone who may change the help directory."""
    people = User.objects.with_perm(PERMISSION, backend=BACKEND).exclude(email="")
    return list(people.order_by("email").values_list("email", flat=True).distinct())


def send_reminder(services: Sequence[HelpService], addresses: Sequence[str], today: date) -> None:
    subject, body = compose_reminder(services, today, absolute(reverse("help-checks")))
    messages = [EmailMessage(subject, body, to=[address]) for address in addresses]
    get_connection().send_messages(messages)


def compose_reminder(services: Sequence[HelpService], today: date, url: str) -> tuple[str, str]:
    """Subject and text."""
    count = len(services)
    subject = ngettext(
        "%(count)s help service is due for a check", "%(count)s help services are due for a check", count
    ) % {"count": count}
    lines = "\n".join(each_isolated(services, _line, MAIL))
    ask = gettext("Ring them or look at their site. Then say “checked today” here:")
    why = gettext(
        "You get this because you may change the help directory. We send one when something becomes due, "
        "then one a week."
    )
    return subject, f"{subject}. {ask}\n{url}\n\n{lines}\n\n{why}\n"


def _line(service: HelpService) -> str:
    words = {"service": service.name, "day": date_format(service.check_again_on, "j F Y")}
    if service.is_being_rechecked:
        return gettext("- %(service)s: due on %(day)s. Readers are told that we are re-checking it.") % words
    return gettext("- %(service)s: due on %(day)s") % words


MAIL = error_boundary(
    "reminder", gettext_lazy("is missing from the reminder to check help services"), again=_line
)
