"""A mail to editors about the sources that need a human: soon after it begins, then once a week at most."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse

from recalibrate.core.models import User

from .models import Source
from .models.health import health_of

logger = logging.getLogger(__name__)

A_WEEK, A_DAY = timedelta(days=7), timedelta(days=1)
TRY_AGAIN = timedelta(hours=1)  # after a mail that could not be sent


def tell_editors(now: datetime) -> None:
    """Mail about every source that needs a human, if one of them has not been told of for a week.

    One mail a day at most, however many sources break; none if nobody who may change sources has an address.
    """
    troubled = list(Source.objects.needing_a_human(now).order_by("name"))
    is_news = any(source.reported_at is None or source.reported_at <= now - A_WEEK for source in troubled)
    if not is_news or _told_since(now - A_DAY):
        return
    addresses = recipients()
    if addresses:
        Source.objects.filter(pk__in=[source.pk for source in troubled]).update(reported_at=now)
        transaction.on_commit(partial(_send, addresses, troubled, _quiet(now), now))


def recipients() -> list[str]:
    """Everybody who may change sources and has an address: editors, and whoever runs the site."""
    in_group = Q(
        groups__permissions__codename="change_source", groups__permissions__content_type__app_label="feeds"
    )
    people = User.objects.filter(Q(is_superuser=True) | in_group, is_active=True, is_sample=False)
    return sorted(set(people.exclude(email="").values_list("email", flat=True)))


def compose(troubled: Sequence[Source], quiet: Sequence[Source], now: datetime) -> tuple[str, str]:
    """Subject and text: what is wrong with each, what to do, and where."""
    count = len(troubled)
    subject = f"{count} source needs you" if count == 1 else f"{count} sources need you"
    about = partial(_about, now=now)
    parts = ["These sources bring nothing new until somebody looks at them.", *map(about, troubled)]
    if quiet:
        parts += ["These answer, but have been quiet for longer than usual:", *map(about, quiet)]
    parts.append("You get this once a week at most, because you may change sources.")
    return subject, "\n\n".join(parts) + "\n"


def _about(source: Source, now: datetime) -> str:
    health = health_of(source, now)
    address = settings.WAGTAILADMIN_BASE_URL + reverse("sources:inspect", args=[source.pk])
    lines = [source.name, f"  {health.words}.", health.to_do and f"  {health.to_do}", f"  {address}"]
    return "\n".join(filter(None, lines))


def _quiet(now: datetime) -> list[Source]:
    return list(Source.objects.quiet(now).filter(moved_to="").defer("checks").order_by("name"))


def _told_since(moment: datetime) -> bool:
    last = Source.objects.aggregate(last=Max("reported_at"))["last"]
    return last is not None and last > moment


def _send(addresses: list[str], troubled: list[Source], quiet: list[Source], now: datetime) -> None:
    """Nobody sees who else gets it. A mail that cannot be sent is tried again in an hour."""
    subject, text = compose(troubled, quiet, now)
    try:
        EmailMessage(subject, text, to=[], bcc=addresses).send()
    except (SMTPException, OSError):
        logger.exception("The mail about %d troubled sources could not be sent.", len(troubled))
        again = now - A_WEEK + TRY_AGAIN
        Source.objects.filter(pk__in=[source.pk for source in troubled]).update(reported_at=again)
