"""Deleting what its time is over for. Each rule says what is overdue, so that tests can ask."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import ModelLogEntry, PageLogEntry, UploadedFile

from feeds.refreshing import retention
from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.digest.models import REQUEST_DAYS, Delivery, Removal, SubscriptionRequest
from recalibrate.infra.storage import WholeFiles
from recalibrate.mail.models import OutgoingMail
from recalibrate.programmes import release as programmes
from recalibrate.stories import forget as stories

from .data_map import ATTEMPT_DAYS, DELIVERY_DAYS, DRAFT_DAYS, LOG_YEARS

RETENTION = error_boundary("retention", gettext_lazy("could not be deleted in its time"))
BATCH = 1_000  # rows of a rule at one tick: no night's work holds the database for long


class RetentionRule(NamedTuple):
    name: str
    overdue: Callable[[datetime], QuerySet[Any]]

    def __str__(self) -> str:
        return self.name


def older(model: Any, field: str, **age: float) -> Callable[[datetime], QuerySet[Any]]:
    return lambda now: model.objects.filter(**{f"{field}__lt": now - timedelta(**age)})


RULES = (
    RetentionRule(gettext_noop("sessions"), older(Session, "expire_date", days=0)),
    RetentionRule(gettext_noop("failed sign-ins"), older(AccessAttempt, "attempt_time", days=ATTEMPT_DAYS)),
    RetentionRule(
        gettext_noop("failed sign-ins, one by one"),
        older(AccessFailureLog, "attempt_time", days=ATTEMPT_DAYS),
    ),
    RetentionRule(gettext_noop("sign-ins"), older(AccessLog, "attempt_time", days=ATTEMPT_DAYS)),
    RetentionRule(gettext_noop("editing sessions"), older(EditingSession, "last_seen_at", days=1)),
    RetentionRule(gettext_noop("unfinished forms"), older(FormState, "last_updated_at", days=DRAFT_DAYS)),
    RetentionRule(gettext_noop("log of pages"), older(PageLogEntry, "timestamp", days=365 * LOG_YEARS)),
    RetentionRule(
        gettext_noop("log of other things"), older(ModelLogEntry, "timestamp", days=365 * LOG_YEARS)
    ),
    RetentionRule(gettext_noop("mails that no server took"), lambda now: OutgoingMail.objects.expired(now)),
    RetentionRule(
        gettext_noop("requests for the weekly e-mail"),
        older(SubscriptionRequest, "asked_at", days=REQUEST_DAYS),
    ),
    RetentionRule(gettext_noop("removals by machine"), older(Removal, "removed_at", days=7)),
    RetentionRule(gettext_noop("mails of old digests"), older(Delivery, "digest__until", days=DELIVERY_DAYS)),
)


def purge(now: datetime, *, batch: int = BATCH) -> dict[str, int]:
    """One batch of each; how many of what were deleted. Call again while any count is full."""
    counts = dict(
        each_isolated(RULES, partial(_delete, now=now, batch=batch), RETENTION, in_transaction=True)
    )
    counts[gettext_noop("unfinished uploads")] = forget_uploads(now)
    if isinstance(default_storage, WholeFiles):
        counts[gettext_noop("uploads cut off")] = default_storage.forget_partial(now - timedelta(days=1))
    counts |= stories.delete_expired(timezone.localdate(now))
    counts |= programmes.forget(now)
    return counts | retention.apply_retention(now, batch=batch)


def _delete(rule: RetentionRule, *, now: datetime, batch: int) -> tuple[str, int]:
    first = rule.overdue(now).order_by("pk").values_list("pk", flat=True)[:batch]
    model = rule.overdue(now).model
    deleted = model._default_manager.filter(pk__in=list(first)).delete()[1]
    return rule.name, deleted.get(model._meta.label, 0)


def forget_uploads(now: datetime) -> int:
    """Files that were uploaded and never given a title: a day later they will not be."""
    waiting = UploadedFile.objects.all()
    old = (upload for upload in waiting if is_old(upload, now))
    return len(list(each_isolated(old, _forget_upload, RETENTION, in_transaction=True)))


def _forget_upload(upload: UploadedFile) -> None:
    upload.file.delete(save=False)
    upload.delete()


def is_old(upload: UploadedFile, now: datetime) -> bool:
    """By the file's own age; what has no file left is old."""
    try:
        return bool(upload.file.storage.get_modified_time(upload.file.name) < now - timedelta(days=1))
    except (FileNotFoundError, OSError):
        return True


def overdue_rows(now: datetime) -> dict[str, int]:
    """What should be gone and is not."""
    return {rule.name: rule.overdue(now).count() for rule in RULES} | stories.expired_counts(
        timezone.localdate(now)
    )
