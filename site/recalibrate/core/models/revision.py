from datetime import datetime
from typing import Any, NamedTuple, cast

from django.db import models
from django.db.models import F, Subquery
from django.utils import timezone

from ..revision_cache import current_stamp


class RevisionStamp(NamedTuple):
    number: int
    changed_at: datetime


class SiteRevision(models.Model):
    """How often what readers see has changed, and when last: one row.

    Everything that publishes, withdraws, moves or edits something public bumps it in the same
    transaction, so ETags and caches built on it can never outlive the change.
    """

    ONLY = 1  # the one row’s number, so that two processes cannot make two

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Revision {self.number}"

    @classmethod
    def bump(cls) -> None:
        now = timezone.now()
        if not cls.objects.filter(pk=cls.ONLY).update(number=F("number") + 1, changed_at=now):
            cls.objects.update_or_create(pk=cls.ONLY, defaults={"number": 1, "changed_at": now})

    @classmethod
    def current(cls) -> RevisionStamp:
        """The stamp now; one query, or none while a reader's answer is made under a stamp."""
        if remembered := current_stamp():
            return cast(RevisionStamp, remembered)
        stamp, _ = cls.current_with()
        return stamp

    @classmethod
    def current_with(cls, **asked: Subquery) -> tuple[RevisionStamp, dict[str, Any]]:
        """The stamp now, and what else is asked of the database at the same moment: one query."""
        row = cls.objects.filter(pk=cls.ONLY).values("number", "changed_at", **asked).first()
        if row is None:
            cls.bump()
            return cls.current_with(**asked)
        return RevisionStamp(row.pop("number"), row.pop("changed_at")), row
