"""The help page's groups, in order of urgency, as things stand at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from recalibrate.core.isolate import attempt_isolated, each_isolated, error_boundary, name_thing

from .bank_holidays import SUBDIVISIONS
from .hours import status_in_words
from .models import HelpService, Urgency

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NATIONS = {slugify(name): name for name in SUBDIVISIONS}

INTRODUCTIONS = {
    Urgency.EMERGENCY: _("If you or someone else is not safe, call now. You are not wasting anyone’s time."),
    Urgency.TALK_NOW: _("Free, confidential, and used to hearing from people who work at night."),
    Urgency.DOCTORS: _("These services treat and counsel doctors. They do not tell your employer."),
    Urgency.STAFF: _("For everyone who works here, whatever their job."),
    Urgency.AFTER_INCIDENT: _("If you keep replaying it: what happens next, and who will support you."),
    Urgency.PRACTICAL: _("If you are worried about rent, your rota, your contract or getting home."),
    Urgency.COLLEAGUE: _("Asking does not put the idea there. You do not have to know what to say."),
}


@dataclass(frozen=True, slots=True)
class ListedService:
    """A service, and in words whether it is open, which is so until `changes_at`; nothing if it is not known."""

    service: HelpService
    now: str = ""
    is_open: bool = False
    changes_at: datetime | None = None

    @property
    def isolated_as(self) -> tuple[str, str, str]:
        return name_thing(self.service)


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    title: StrOrPromise
    introduction: StrOrPromise
    services: tuple[ListedService, ...]


def list_service(service: HelpService, at: datetime) -> ListedService:
    status = service.status_at(at)
    if status is None or (service.opening and service.opening.is_always):
        return ListedService(service)  # “day and night” says it all
    return ListedService(service, status_in_words(status, at), status.is_open, status.changes_at)


def _listed_now(service: HelpService) -> ListedService:
    return list_service(service, timezone.now())


def _group_of(service: HelpService) -> Urgency:
    return Urgency(service.urgency)


OPENING = error_boundary(
    "opening", _("is in the help directory without its opening hours"), again=_listed_now
)
DIRECTORY = error_boundary("directory", _("is missing from the directory of help"), again=_group_of)


def services_by_group(at: datetime, nation: str = "") -> tuple[Group, ...]:
    """All groups that hold a service that staff in that nation can use; one query."""
    services = HelpService.objects.most_urgent_first()
    if nation:
        services = services.for_nation(nation)
    found = list(each_isolated(services, partial(_in_its_group, at=at), DIRECTORY))
    return tuple(
        Group(
            urgency,
            urgency.label,
            INTRODUCTIONS[urgency],
            tuple(listed for _, listed in members),
        )
        for urgency, members in groupby(found, key=lambda pair: pair[0])
    )


def _in_its_group(service: HelpService, at: datetime) -> tuple[Urgency, ListedService]:
    """A service whose hours cannot be told is listed all the same: its number is what matters."""
    return Urgency(service.urgency), attempt_isolated(
        service, partial(list_service, at=at), OPENING, ListedService(service)
    )


def true_for(shown: Iterable[Group], at: datetime) -> timedelta | None:
    """How long what these groups say about opening stays true; None: for ever."""
    changes = [one.changes_at for group in shown for one in group.services if one.changes_at]
    return min(changes) - at if changes else None
