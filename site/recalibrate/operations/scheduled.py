"""Publishing and withdrawing at the hour that was set: each page by itself, whatever the others do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy
from wagtail.models import DraftStateMixin, Page, Revision

from recalibrate.core.isolate import each_isolated, error_boundary

PUBLISHING = error_boundary("publishing", gettext_lazy("could not be published at its hour"))
WITHDRAWING = error_boundary("withdrawing", gettext_lazy("could not be withdrawn at its hour"))


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A version whose hour has come. On the desk it is the page that it is a version of."""

    revision: Revision

    @property
    def isolated_as(self) -> tuple[str, str, str]:
        content_type = self.revision.content_type
        kind = f"{content_type.app_label}.{content_type.model}"
        name = self.revision.content.get("title") or self.revision.object_str
        return kind, str(self.revision.object_id), str(name)


def publish_due(now: datetime) -> None:
    """As Wagtail’s `publish_scheduled`, which ends at the first that fails."""
    for withdrawn in expired(now):
        exhaust(each_isolated(withdrawn, withdraw, WITHDRAWING, in_transaction=True))
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    exhaust(each_isolated(map(Scheduled, list(due)), publish_due_page, PUBLISHING, in_transaction=True))


def expired(now: datetime) -> Iterator[list[Model]]:
    """What is past its last hour, kind by kind; asked for in full before anything of it changes."""
    others = (m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page))
    for model in (Page, *others):
        rows: QuerySet[Model] = model._default_manager.filter(live=True, expire_at__lt=now)
        yield list(rows.order_by("expire_at", "pk"))


def withdraw(thing: DraftStateMixin) -> None:
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish_due_page(due: Scheduled) -> None:
    due.revision.publish(log_action="wagtail.publish.scheduled")


def exhaust(done: Iterator[object]) -> None:
    for _ in done:
        pass
