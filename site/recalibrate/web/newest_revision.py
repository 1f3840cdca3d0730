"""The newest site revision, for the watch of a web process: in its own thread, and within a second or two."""

from django.db import close_old_connections, connection, transaction

from recalibrate.core.models import SiteRevision
from recalibrate.core.models.revision import RevisionStamp
from recalibrate.infra.postgresql.limits import answering_within

WITHIN = 2.0  # seconds


def newest_revision() -> RevisionStamp:
    close_old_connections()
    try:
        with answering_within(WITHIN):
            return _asked_of_postgresql() if connection.vendor == "postgresql" else SiteRevision.current()
    finally:
        close_old_connections()


def _asked_of_postgresql() -> RevisionStamp:
    """The server itself gives up, too, so that it does no work for which no request waits any more."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{WITHIN * 1000:.0f}"])
        return SiteRevision.current()
