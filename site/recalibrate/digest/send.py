"""Sending digests in batches that a kill at any moment interrupts without sending anything twice."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import Site

from recalibrate.core.addresses import absolute
from recalibrate.core.models import SiteIdentity

from .bounces import record_bounce
from .issue import LEAVE_URL
from .models import Delivery, Digest, State, Subscription

logger = logging.getLogger(__name__)

BATCH = 100
TRY_AGAIN_AFTER = timedelta(minutes=20)
ATTEMPTS = 6
UNDER_WAY = (State.WAITING, State.SENDING)


def send_waiting(now: datetime, *, connection: Any = None) -> int:
    """Send what is waiting, batch by batch, until nothing is; how many were sent."""
    connection = connection or get_connection()
    settle_interrupted(now, is_idempotent=getattr(connection, "is_idempotent", False))
    sent = 0
    while batch := claim(now):
        sent += send_batch(batch, connection)
    finish(now)
    return sent


def settle_interrupted(now: datetime, *, is_idempotent: bool) -> None:
    """Decide on mails whose worker was killed between handing over and noting: at most one each.

    A connection that takes the same mail twice for one may be given it again; SMTP is not such a one.
    """
    interrupted = Delivery.objects.interrupted(now)
    if is_idempotent:
        interrupted.update(state=State.WAITING, claimed_at=None, claim="")
    elif count := interrupted.update(state=State.UNCERTAIN):
        logger.warning("%d mails were interrupted while being sent and are not sent again.", count)


def claim(now: datetime) -> list[Delivery]:
    """Up to a batch of deliveries that no other worker will take."""
    token = uuid4().hex
    chosen = list(Delivery.objects.to_send(now).values_list("pk", flat=True)[:BATCH])
    if not chosen:
        return []
    free = Delivery.objects.to_send(now).order_by().filter(pk__in=chosen)
    free.update(claim=token, claimed_at=timezone.now())
    return list(Delivery.objects.filter(pk__in=chosen, claim=token).select_related("digest", "subscription"))


def send_batch(batch: list[Delivery], connection: Any) -> int:
    """Send each mail on one connection, noting before and after; how many were sent."""
    authority = SiteIdentity.for_site(Site.objects.get(is_default_site=True)).syndication_authority
    sent = 0
    try:
        connection.open()
        for delivery in batch:
            sent += send_one(delivery, connection, authority)
    except (OSError, SMTPException) as error:
        logger.warning("Mail cannot be sent just now: %s", type(error).__name__)
        for delivery in batch:
            if (
                delivery.state == State.SENDING
            ):  # the connection broke; nobody knows on which side of the mail
                _note(delivery, State.UNCERTAIN)
            elif delivery.state == State.WAITING:
                _later(delivery)
    finally:
        connection.close()
    return sent


def send_one(delivery: Delivery, connection: Any, authority: str) -> bool:
    if delivery.subscription is None:
        _note(delivery, State.LEFT)
        return False
    if not _note(delivery, State.SENDING):
        return False  # another worker took over after this one stood still for long
    try:
        connection.send_messages([mail(delivery, delivery.subscription, authority)])
    except SMTPRecipientsRefused as error:
        code, reason = next(iter(error.recipients.values()))
        _refused(delivery, code, reason)
        return False
    except SMTPResponseException as error:
        _refused(delivery, error.smtp_code, error.smtp_error)
        return False
    _note(delivery, State.SENT)
    return True


def mail(delivery: Delivery, subscription: Subscription, authority: str) -> EmailMultiAlternatives:
    """The digest for one subscription, with its own address to leave by one click (RFC 8058)."""
    digest = delivery.digest
    leave_url = absolute(subscription.leave_path())
    message = EmailMultiAlternatives(
        subject=digest.subject,
        body=digest.text.replace(LEAVE_URL, leave_url),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[subscription.email],
        headers={
            "Message-ID": f"<{delivery.uuid}@{authority}>",
            "List-Id": f"<{digest.path.replace('/', '.')}.digest.{authority}>",
            "List-Unsubscribe": f"<{leave_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(digest.html.replace(LEAVE_URL, leave_url), "text/html")
    return message


def finish(now: datetime) -> None:
    """Count the digests that nothing waits for any more."""
    for digest in Digest.objects.filter(finished_at=None).exclude(deliveries__state__in=UNDER_WAY):
        tally = digest.deliveries.aggregate(
            sent=Count("pk", filter=Q(state=State.SENT)),
            failed=Count("pk", filter=Q(state=State.FAILED)),
            uncertain=Count("pk", filter=Q(state=State.UNCERTAIN)),
        )
        Digest.objects.filter(pk=digest.pk).update(finished_at=now, **tally)


def _note(delivery: Delivery, state: State) -> bool:
    """Whether the delivery was still ours, and is now in `state`."""
    ours = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim)
    delivery.state = state
    return bool(ours.update(state=state, claimed_at=timezone.now()))


def _refused(delivery: Delivery, code: int, reason: bytes | str) -> None:
    """5xx: that address will not take it. 4xx: later, a few times."""
    if code < 500 and delivery.attempts + 1 < ATTEMPTS:
        _later(delivery)
        return
    _note(delivery, State.FAILED)
    if delivery.subscription:
        record_bounce(delivery.subscription)


def _later(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim).update(
        state=State.WAITING,
        attempts=delivery.attempts + 1,
        not_before=timezone.now() + TRY_AGAIN_AFTER,
        claim="",
        claimed_at=None,
    )
