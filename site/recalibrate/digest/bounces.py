"""Addresses that there are not any more: counted, and after the third time in a row forgotten, a few a week.

Only one answer counts: 5.1.x (RFC 3463) for the recipient itself. A full mailbox, a server that takes us for
a sender of spam, a relay that does not know us: none of these is the subscriber's fault.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import Message

from django.db import transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from recalibrate.mail.smtp_replies import is_no_such_address

from .models import BOUNCES_BEFORE_REMOVAL, Delivery, DigestSettings, Removal, Subscription

logger = logging.getLogger(__name__)

A_WEEK = timedelta(days=7)  # an operator who looks once a week sees each
# A relay that refuses us would have ended every subscription in three weeks (decision 0024).
PERCENT_A_WEEK = 5  # of all subscriptions may go without a person


def record_bounce(subscription: Subscription, status: str) -> None:
    """Count it; the third in a row ends the subscription, or puts it on the list of those that wait."""
    now = timezone.now()
    counted = Subscription.objects.filter(pk=subscription.pk)
    counted.update(bounces=F("bounces") + 1, refused_with=status[:20], refused_at=now)
    if counted.filter(bounces__gte=BOUNCES_BEFORE_REMOVAL).exists():
        remove_some(now)


def note_taken(subscription: Subscription) -> None:
    """A mail that was taken wipes out what was counted before."""
    if subscription.bounces:
        Subscription.objects.filter(pk=subscription.pk).update(bounces=0, refused_with="", refused_at=None)


def record_written(delivery: Delivery) -> None:
    """Their next letter begins where this one ended: it was taken, or perhaps taken."""
    until = Value(delivery.digest.until, output_field=DateTimeField())
    written = Subscription.objects.filter(deliveries=delivery.pk)
    written.update(written_until=Greatest(Coalesce("written_until", until), until))


def remove_some(now: datetime) -> int:
    """Delete those that refused three times, as many as may go by machine this week; how many were."""
    with transaction.atomic():
        DigestSettings.objects.select_for_update().first()  # one worker at a time: they share the allowance
        chosen = Subscription.objects.refused().values_list("pk", flat=True)[: allowance(now)]
        gone = Subscription.objects.filter(pk__in=list(chosen))
        count = gone.count()
        gone.delete()
        Removal.objects.bulk_create(Removal(removed_at=now) for _ in range(count))
    return count


def allowance(now: datetime) -> int:
    """How many more may go this week without a person."""
    Removal.objects.filter(removed_at__lte=now - A_WEEK).delete()
    removed = Removal.objects.count()
    # Those that went this week count too: else each removal would lower what is left to the next.
    most = (Subscription.objects.count() + removed) * PERCENT_A_WEEK // 100
    return max(most - removed, 0)


def record_report(report: Message) -> int:
    """Count what a delivery status notification (RFC 3464) says is no address; how many subscriptions."""
    found = 0
    for address, status in failed_addresses(report):
        for subscription in Subscription.objects.filter(email__iexact=address):
            record_bounce(subscription, status)
            found += 1
    return found


def failed_addresses(report: Message) -> Iterator[tuple[str, str]]:
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload():
            if isinstance(fields, Message) and is_no_such_address(fields.get("Status", "")):
                # RFC 3464, 2.3.2: “rfc822; address”.
                yield fields.get("Final-Recipient", "").partition(";")[2].strip(), fields["Status"].strip()
