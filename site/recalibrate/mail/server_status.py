"""What is known of the mail server, shared by all workers: while it is away no worker waits for it in vain."""

import logging
from datetime import datetime, timedelta

from .models import MailServer
from .smtp_replies import Cause, SmtpReply

logger = logging.getLogger(__name__)

THE_ONE = 1  # the key of the only row: workers write over each other's, and never a second
WAITS = {  # minutes before it is asked again
    MailServer.Trouble.CONNECTION: (1, 2, 5, 10, 15),
    MailServer.Trouble.SENDER: (5, 15, 30, 60),
}


def is_sending_paused(now: datetime) -> bool:
    """Whether no mail is handed over just now."""
    return MailServer.objects.filter(again_at__gt=now).exists()


def trouble() -> MailServer | None:
    return MailServer.objects.first()


def pause_sending(reply: SmtpReply, now: datetime) -> None:
    """Note that the server takes no mail at all, and when to ask again: later each time."""
    kind = MailServer.Trouble.SENDER if reply.cause is Cause.SENDER else MailServer.Trouble.CONNECTION
    known = trouble()
    is_same = known is not None and known.trouble == kind
    failures = known.failures + 1 if known and is_same else 1
    waits = WAITS[kind]
    words = f"{reply} {reply.words}".strip() if reply.code else reply.words
    row = MailServer(
        pk=THE_ONE,
        trouble=kind,
        words=words[:200],
        since=known.since if known else now,
        again_at=now + timedelta(minutes=waits[min(failures, len(waits)) - 1]),
        failures=min(failures, 1_000),
    )
    MailServer.objects.update_or_create(pk=THE_ONE, defaults=_fields(row))
    logger.warning("%s It is asked again at %s. (%s)", row, f"{row.again_at:%H:%M}", row.words)


def clear() -> None:
    """It took a mail."""
    if MailServer.objects.filter(pk=THE_ONE).delete()[0]:
        logger.warning("The mail server takes mail again.")


def _fields(row: MailServer) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("trouble", "words", "since", "again_at", "failures")}
