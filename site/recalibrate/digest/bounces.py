"""Addresses that take no mail: counted, and forgotten after the third."""

from collections.abc import Iterator
from email.message import Message

from django.db.models import F

from .models import BOUNCES_BEFORE_REMOVAL, Subscription


def record_bounce(subscription: Subscription) -> None:
    subscription.bounces += 1
    if subscription.bounces >= BOUNCES_BEFORE_REMOVAL:
        subscription.delete()
    else:
        Subscription.objects.filter(pk=subscription.pk).update(bounces=F("bounces") + 1)


def record_report(report: Message) -> int:
    """Count what a delivery status notification (RFC 3464) says failed for good; how many subscriptions."""
    found = 0
    for address in failed_addresses(report):
        for subscription in Subscription.objects.filter(email__iexact=address):
            record_bounce(subscription)
            found += 1
    return found


def failed_addresses(report: Message) -> Iterator[str]:
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload():
            if isinstance(fields, Message) and fields.get("Status", "").strip().startswith("5"):
                yield fields.get("Final-Recipient", "").partition(";")[2].strip()
