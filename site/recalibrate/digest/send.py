"""Sending digests in batches that a kill at any moment interrupts without sending anything twice."""

import logging
import random
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.db.models import Count, Q
from django.utils import timezone
from wagtail.models import Site

from recalibrate.core.models import SiteIdentity
from recalibrate.mail import server_status
from recalibrate.mail.mailer import ClaimLost, Mailer, MailUnavailable
from recalibrate.mail.smtp_replies import Cause, SmtpReply

from .bounces import note_taken, record_bounce, record_written
from .message import digest_message
from .models import UNDER_WAY, Delivery, Digest, State
from .tally import Tally

logger = logging.getLogger(__name__)

BATCH = 100  # so many are sent before others get their turn in the queue
TRY_AGAIN_AFTER = timedelta(minutes=20)  # greylisting asks for a quarter of an hour or less
LONGEST_WAIT = timedelta(hours=6)  # a server that is back by the afternoon still sends the morning’s letter
HELD_FOR, ASKED_AGAIN_LAST = timedelta(hours=1), timedelta(hours=4)


def send_due_deliveries(now: datetime, *, connection: Any = None) -> int:
    """Send what is waiting, batch by batch, until the server takes no more; how many were sent."""
    sent = 0
    with Mailer(now, connection) as line:
        settle_interrupted(now, is_idempotent=line.is_idempotent)
        Delivery.objects.too_old(now).update(state=State.GIVEN_UP)
        while (
            not line.is_over and not server_status.is_sending_paused(now) and (batch := claim_deliveries(now))
        ):
            sent += send_deliveries(batch, line)
    finish_digests(now)
    return sent


def settle_interrupted(now: datetime, *, is_idempotent: bool) -> None:
    """Decide on mails whose worker was killed between handing over and noting: at most one each.

    A connection that takes the same mail twice for one may be given it again; SMTP is not such a one.
    """
    interrupted = Delivery.objects.interrupted(now)
    if is_idempotent:
        interrupted.update(state=State.WAITING, claimed_at=None, claim="")
        return
    for delivery in interrupted.select_related("digest", "subscription"):
        record_written(delivery)
    if count := interrupted.update(state=State.UNCERTAIN):
        logger.warning("%d mails were interrupted while being sent and are not sent again.", count)


def claim_deliveries(now: datetime) -> list[Delivery]:
    """Up to a batch of deliveries that no other worker will take."""
    token = uuid4().hex
    chosen = list(Delivery.objects.to_send(now).values_list("pk", flat=True)[:BATCH])
    if not chosen:
        return []
    free = Delivery.objects.to_send(now).order_by().filter(pk__in=chosen)
    free.update(claim=token, claimed_at=timezone.now())
    ours = list(Delivery.objects.filter(pk__in=chosen, claim=token).select_related("digest", "subscription"))
    # The oldest addresses are the likeliest to be gone: asked together they would look like our fault.
    random.shuffle(ours)
    return ours


def send_deliveries(batch: list[Delivery], line: Mailer) -> int:
    """Send each mail, noting before and after; how many were sent. What is not handed over waits."""
    authority = SiteIdentity.for_site(Site.objects.get(is_default_site=True)).syndication_authority
    tally = Tally()
    try:
        for delivery in batch:
            if not tally.is_stopped(delivery.digest):
                send_one(delivery, line, authority, tally)
    except MailUnavailable:
        pass  # noted by the line, for everybody
    finally:
        settle(batch, tally, line.now())
    return tally.taken


def send_one(delivery: Delivery, line: Mailer, authority: str, tally: Tally) -> None:
    if delivery.subscription is None:
        _note(delivery, State.LEFT)
        return
    try:
        message = digest_message(delivery, delivery.subscription, authority)
        reply = line.hand_over(message, partial(_note_leaving, delivery))
    except ClaimLost:
        return  # another worker took over after this one stood still for long
    except MailUnavailable:
        _note(delivery, State.WAITING)
        raise
    if reply.is_taken:
        _note(delivery, State.SENT)
        note_taken(delivery.subscription)
        record_written(delivery)
    elif reply.cause is Cause.UNKNOWN:
        _note(delivery, State.UNCERTAIN)
        record_written(delivery)
    else:
        _note(delivery, State.WAITING)
    tally.add(delivery, reply)


def settle(batch: list[Delivery], tally: Tally, now: datetime) -> None:
    """Decide on what was refused, now that it is known how many were; give back what was not asked about."""
    tally.close()
    for delivery in tally.later:
        _later(delivery, delivery.attempts + 1, now)
    for delivery, reply in tally.refused:
        if tally.is_stopped(delivery.digest):
            _later(delivery, delivery.attempts, now, at_least=ASKED_AGAIN_LAST)
        elif not reply.is_no_such_address:
            _later(delivery, delivery.attempts + 1, now)
        elif _note(delivery, State.FAILED) and delivery.subscription:
            record_bounce(delivery.subscription, reply.status)
    for digest, reply in tally.stopped.items():
        _hold(digest, reply, now)
    Digest.objects.filter(pk__in=[digest.pk for digest in tally.going_well]).exclude(trouble="").update(
        trouble=""
    )
    ours = Delivery.objects.filter(pk__in=[one.pk for one in batch], claim=batch[0].claim)
    ours.filter(state=State.WAITING).update(claim="", claimed_at=None)


def finish_digests(now: datetime) -> None:
    """Count the digests that nothing waits for any more."""
    for digest in Digest.objects.filter(finished_at=None).exclude(deliveries__state__in=UNDER_WAY):
        counted = {"sent": State.SENT, "failed": State.FAILED, "uncertain": State.UNCERTAIN,
                   "given_up": State.GIVEN_UP}  # fmt: skip
        tally = digest.deliveries.aggregate(
            **{name: Count("pk", filter=Q(state=state)) for name, state in counted.items()}
        )
        Digest.objects.filter(pk=digest.pk).update(finished_at=now, trouble="", **tally)


def _note(delivery: Delivery, state: State) -> bool:
    """Whether the delivery was still ours, and is now in `state`."""
    ours = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state__in=UNDER_WAY)
    delivery.state = state
    return bool(ours.update(state=state, claimed_at=timezone.now()))


def _note_leaving(delivery: Delivery) -> None:
    if not _note(delivery, State.SENDING):
        raise ClaimLost


def _later(
    delivery: Delivery, attempts: int, now: datetime, *, at_least: timedelta = TRY_AGAIN_AFTER
) -> None:
    wait = max(min(TRY_AGAIN_AFTER * 2 ** min(attempts - 1, 10), LONGEST_WAIT), at_least)
    Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim).update(
        state=State.WAITING, attempts=attempts, not_before=now + wait, claim="", claimed_at=None
    )


def _hold(digest: Digest, reply: SmtpReply, now: datetime) -> None:
    """Most of a batch was refused: the digest waits, and those that were not asked about come first then."""
    then = now + HELD_FOR
    Digest.objects.filter(pk=digest.pk).update(trouble=f"{reply} {reply.words}".strip()[:200])
    digest.deliveries.filter(state=State.WAITING, not_before__lt=then).update(not_before=then)
    logger.error("Most mails of a digest were refused; they wait, and no address is blamed: %s", reply)
