"""Nothing irreversible without a look: who has looked at what readers will see, kept in the page's log."""

from datetime import UTC, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from . import publication, store
from .enter import EntryRefused, replace_figures
from .figures.entered import Figure
from .figures.outlook import Outlook
from .figures.types import Status
from .models import GuardianReportPage

ACTION = "guardian.look"
SOON = timedelta(days=1)  # so that an approver hears a day before, and not about drafts for the spring
ANSWERS: dict[str, tuple[Decimal | None, Status]] = {"zero": (Decimal(0), ""), "not-known": (None, "x")}


def needs_a_look(report: GuardianReportPage) -> bool:
    """Whether a change of its figures reaches readers with no further step: published, or planned to be."""
    return bool(report.quarter and (report.is_public or report.scheduled_revision))


def may_go_out(report: GuardianReportPage, outlook: Outlook) -> bool:
    """Whether an editor has agreed to exactly this, or there is nothing new to agree to."""
    if report.is_public and outlook.changes_nothing:
        return True
    return not outlook.blank and has_been_seen(report, outlook)


def has_been_seen(report: GuardianReportPage, outlook: Outlook) -> bool:
    agreed = PageLogEntry.objects.filter(page=report.pk, action=ACTION)
    return any(entry.data.get("seen") == outlook.seen for entry in agreed)


def record_agreement(report: GuardianReportPage, outlook: Outlook, *, user: Any) -> None:
    draft = report.get_latest_revision_as_object() if report.latest_revision_id else report
    log(instance=report, action=ACTION, user=user, data={"seen": outlook.seen, "public_at": public_at(draft)})


def public_at(page: GuardianReportPage) -> str:
    """The moment from which readers see it, as the log keeps it; nothing without a board’s day."""
    moment = page.go_live_at or page.board_receives_at
    return moment.astimezone(UTC).isoformat(timespec="minutes") if moment else ""


def is_agreed_for_soon(page: GuardianReportPage) -> bool:
    """Whether it goes out in more than a day, or a colleague has agreed to exactly this moment."""
    moment = page.go_live_at or page.board_receives_at
    if page.live or moment is None or moment > timezone.now() + SOON:
        return True
    agreed = PageLogEntry.objects.filter(page=page.pk, action=ACTION)
    return any(entry.data.get("public_at") == public_at(page) for entry in agreed)


def fill_blank_rows(report: GuardianReportPage, measure: str, dimension: str, how: str) -> None:
    """Fill the rows that are blank with a zero, or with the word that they are not known."""
    if needs_a_look(report):
        raise EntryRefused(
            gettext("The site publishes these figures. Answer in the grid, which shows what follows.")
        )
    blank = [u for u in publication.outlook(report).blank if (u.measure, u.dimension) == (measure, dimension)]
    if how not in ANSWERS or not blank:
        raise EntryRefused(gettext("This has already been answered."))
    value, status = ANSWERS[how]
    new = [
        Figure(
            measure=measure, dimension=dimension, category=row, period=report.period, value=value,
            unit=store.vocabulary().measure(measure).unit, status=status,
        )
        for row in blank[0].blank
    ]  # fmt: skip
    replace_figures(report, [*store.entered_figures([report.pk]), *new])
