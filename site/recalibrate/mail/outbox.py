"""Handing over the mails that wait: each at least once, since a reminder twice is better than none."""

import logging
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from . import server_status
from .mailer import Mailer, MailUnavailable
from .models import OutgoingMail
from .queued_message import StoredMessage
from .smtp_replies import Cause, SmtpReply

logger = logging.getLogger(__name__)

# Relays have been seen to take twenty mails a connection (decision 0024).
BATCH = 20
MOST_UNKNOWN = 3  # answers that got lost after the whole mail had left
# RFC 5321 (4.5.4.1) asks for a try at least every few hours at first, and for four or five days in all.
LONGEST_WAIT = timedelta(hours=6)


def send_outgoing(now: datetime) -> int:
    """Hand over everything that is due, unless the server is away; how many were taken."""
    forget_expired(now)
    taken = 0
    with Mailer(now) as line:
        while (
            not line.is_over and not server_status.is_sending_paused(now) and (batch := claim_outgoing(now))
        ):
            taken += send_claimed(batch, line)
    return taken


def claim_outgoing(now: datetime) -> list[OutgoingMail]:
    """Up to a batch that no other worker will take."""
    token = uuid4().hex
    chosen = list(OutgoingMail.objects.due(now).values_list("pk", flat=True)[:BATCH])
    OutgoingMail.objects.due(now).order_by().filter(pk__in=chosen).update(
        claim=token, claimed_at=timezone.now()
    )
    return list(OutgoingMail.objects.filter(pk__in=chosen, claim=token).order_by("pk"))


def send_claimed(batch: list[OutgoingMail], line: Mailer) -> int:
    taken = 0
    try:
        for row in batch:
            reply = line.hand_over(StoredMessage(row))
            taken += reply.is_taken
            record_reply(row, reply, line.now())
    except MailUnavailable:
        pass  # noted by the line: what is left waits, and none of it is counted
    finally:
        release_claimed(batch)
    return taken


def record_reply(row: OutgoingMail, reply: SmtpReply, now: datetime) -> None:
    """A mail that was taken is forgotten, and so is one to an address that there is not."""
    # Under our claim only: a worker that was held up for its lease must not write over what another did since.
    ours = OutgoingMail.objects.filter(pk=row.pk, claim=row.claim)
    is_lost = reply.cause is Cause.UNKNOWN and row.attempts + 1 >= MOST_UNKNOWN
    if reply.is_taken or reply.is_no_such_address or is_lost:
        ours.delete()
        if not reply.is_taken:
            logger.warning("A mail was given up: %s.", reply)
        return
    wait = min(timedelta(minutes=2) * 2 ** min(row.attempts, 10), LONGEST_WAIT)
    ours.update(attempts=row.attempts + 1, not_before=now + wait)


def release_claimed(batch: list[OutgoingMail]) -> None:
    """Whatever is still there is any worker's again."""
    ours = OutgoingMail.objects.filter(pk__in=[row.pk for row in batch], claim=batch[0].claim)
    ours.update(claim="", claimed_at=None)


def forget_expired(now: datetime) -> None:
    """Mails that the server did not take for a week, or that are of no use any more."""
    if count := OutgoingMail.objects.expired(now).delete()[0]:
        logger.error("%d mails were given up: the mail server did not take them in time.", count)
