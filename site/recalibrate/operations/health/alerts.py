"""A mail to the operators when something needs them: once when it begins, and once when it is over."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from recalibrate.core.addresses import absolute
from recalibrate.core.models import User

from ..models import Trouble
from .check_result import CheckResult, CheckStatus
from .checks import HealthCheck, run_checks

logger = logging.getLogger(__name__)

PERMISSION = "operations.view_trouble"
BACKEND = "recalibrate.staff.auth_backend.Backend"
LASTS = timedelta(minutes=3)  # what is over before no operator is told of: a restart, an upgrade


def raise_alarms(now: datetime) -> None:
    """Notes what has begun and what is over, and tells of what lasts."""
    found = {
        check: finding
        for check, finding in run_checks(now).items()
        if finding.verdict is CheckStatus.CRITICAL
    }
    over = list(Trouble.objects.exclude(check_name__in=[check.name for check in found]))
    record_troubles(found, now)
    news = list(Trouble.objects.filter(told_at=None, since__lte=now - LASTS))
    told_over = [trouble for trouble in over if trouble.told_at]
    with transaction.atomic():  # the mark and the mail that waits for the worker are written together
        Trouble.objects.filter(pk__in=[trouble.pk for trouble in over]).delete()
        if news or told_over:
            Trouble.objects.filter(pk__in=[trouble.pk for trouble in news]).update(told_at=now)
            mail_alert(news, told_over, {check.name: finding.to_do for check, finding in found.items()})


def record_troubles(found: dict[HealthCheck, CheckResult], now: datetime) -> None:
    for check, finding in found.items():
        words = finding.words[:300]
        trouble, is_new = Trouble.objects.get_or_create(
            check_name=check.name, defaults={"words": words, "since": now}
        )
        if not is_new and trouble.words != words:
            Trouble.objects.filter(pk=trouble.pk).update(words=words)


def operators() -> list[str]:
    """Named in the environment, or with the permission and an address."""
    people = User.objects.with_perm(PERMISSION, backend=BACKEND, include_superusers=True)
    known = people.filter(is_sample=False).exclude(email="").values_list("email", flat=True)
    return sorted({*settings.OPERATORS, *known})


def compose_alert(news: Sequence[Trouble], over: Sequence[Trouble], to_do: dict[str, str]) -> tuple[str, str]:
    """Subject and text."""
    first = (news or over)[0]
    more = len(news or over) - 1
    heading = gettext("Action needed: %(words)s") if news else gettext("Over: %(words)s")
    subject = heading % {"words": first.words.rstrip(".")}
    if more:
        subject = gettext("%(subject)s (and %(count)d more)") % {"subject": subject, "count": more}
    parts: Iterable[str] = [
        *(f"{trouble.words}\n  {to_do.get(trouble.check_name, '')}" for trouble in news),
        *(gettext("Over: %(words)s") % {"words": trouble.words} for trouble in over),
        gettext("See how everything is: %(address)s") % {"address": absolute(reverse("health"))},
        gettext("You get this because you run the site: one when something begins, and one when it is over."),
    ]
    return subject[:150], "\n\n".join(parts) + "\n"


def mail_alert(news: Sequence[Trouble], over: Sequence[Trouble], to_do: dict[str, str]) -> None:
    """In the log, and by mail where an operator has an address."""
    subject, text = compose_alert(news, over, to_do)
    logger.error("%s", subject) if news else logger.warning("%s", subject)
    EmailMessage(subject, text, to=[], bcc=operators()).send()
