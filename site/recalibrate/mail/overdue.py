"""Mails that no worker came for: an alarm about silent workers must not wait for those workers."""

import logging
import threading
from datetime import datetime, timedelta

from django.db import connections

from . import server_status
from .models import OutgoingMail
from .outbox import send_outgoing

logger = logging.getLogger(__name__)

# Alarms about workers cannot wait for workers: what is this late, the clock's own thread hands over (decision 0024).
LATE = timedelta(minutes=5)
_begun: list[threading.Thread] = []  # one in this process at most


def send_overdue(now: datetime) -> threading.Thread | None:
    """Hand over what has waited for five minutes, in its own thread, which nothing waits for.

    Called by the clock, and beside each worker's own work. The claim of each mail keeps this and a worker
    that comes back from sending it twice.
    """
    is_late = OutgoingMail.objects.due(now).filter(not_before__lt=now - LATE).exists()
    if not is_late or server_status.is_sending_paused(now) or any(thread.is_alive() for thread in _begun):
        return None
    _begun[:] = [threading.Thread(target=_run, args=[now], daemon=True, name="late mail")]
    _begun[0].start()
    return _begun[0]


def wait_for_it(seconds: float) -> None:
    """For a process that would end now: let the thread, if there is one, go on for so long."""
    for thread in _begun:
        thread.join(seconds)


def _run(now: datetime) -> None:
    try:
        logger.warning(
            "No worker handed mails over for five minutes; %d go out all the same.", send_outgoing(now)
        )
    except Exception:
        logger.exception("Mails that were late could not be handed over.")
    finally:
        connections.close_all()
