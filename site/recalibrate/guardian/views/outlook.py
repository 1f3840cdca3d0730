"""What readers will see, what is hidden and why, and what that does: looked at before it goes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from .. import publication, store
from ..charts.tables import cell
from ..enter import EntryRefused
from ..figures.outlook import Outlook
from ..figures.periods import MONTHS
from ..figures.telling_words import telling_sentences
from ..figures.unknown import Unknown
from ..models import GuardianReportPage
from ..outlook_agreement import fill_blank_rows, record_agreement
from ..telling import texts_of

MAY_ENTER = "guardian.change_reportfigure"


@dataclass(frozen=True, slots=True)
class OutlookQuestion:
    """Rows that are blank, by name."""

    unknown: Unknown
    measure: str
    dimension: str
    rows: list[str]


def show_outlook(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who may edit the report. What they agree to is kept; publishing is a step of its own."""
    report = get_object_or_404(GuardianReportPage.objects.quarterly(), pk=pk)
    if not report.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method == "POST" and "answer" in request.POST:
        return take_answer(request, report)
    outlook = publication.outlook(report)
    if request.method == "POST" and was_agreed(request, outlook):
        record_agreement(report, outlook, user=request.user)
        messages.success(request, gettext("Thank you for checking it. Now publish it."))
        return redirect("wagtailadmin_pages:edit", report.pk)
    if request.method == "POST":
        messages.error(request, gettext("Please check it, and tick the sentence below."))
    return render(request, "admin/look.html", outlook_context(report, outlook, request.user))


def take_answer(request: HttpRequest, report: GuardianReportPage) -> HttpResponse:
    """`zero` or `not-known`, for the rows of one measure that are blank."""
    if not request.user.has_perm(MAY_ENTER):
        raise PermissionDenied
    try:
        fill_blank_rows(
            report,
            request.POST.get("measure", ""),
            request.POST.get("dimension", ""),
            request.POST["answer"],
        )
    except EntryRefused as error:
        messages.error(request, str(error))
    return redirect("guardian-look", report.pk)


def was_agreed(request: HttpRequest, outlook: Outlook) -> bool:
    """Whether the sentence was ticked, and what it was ticked for is still what would be seen."""
    return not outlook.blank and "agreed" in request.POST and request.POST.get("seen") == outlook.seen


def outlook_context(report: GuardianReportPage, outlook: Outlook, user: Any) -> dict[str, Any]:
    """For admin/outlook.html."""
    return {
        "report": report,
        "outlook": outlook,
        "rows": list(outlook_rows(outlook)),
        "questions": [question(unknown) for unknown in outlook.blank],
        "left_out": [question(unknown) for unknown in outlook.unknown],
        "may_answer": user.has_perm(MAY_ENTER),
        "goes_out": goes_out(report),
        "telling": list(telling_sentences(words_going_out(report), outlook.public)),
    }


def words_going_out(report: GuardianReportPage) -> Iterator[str]:
    """Every word of the report’s latest draft that readers get: on its page, in its description, feed and mail."""
    draft = report.get_latest_revision_as_object() if report.latest_revision_id else report
    yield from texts_of(draft)
    yield from (event.label for event in draft.corner.chart_events)
    yield from store_notes(report)


def store_notes(report: GuardianReportPage) -> list[str]:
    """The notes beside its figures."""
    return list(report.figures.exclude(note="").values_list("note", flat=True))


def outlook_rows(outlook: Outlook) -> Iterator[tuple[str, str, str]]:
    """What readers will see, row by row: the figure, its row, and the text of the cell."""
    for table in outlook.tables:
        for row in table.rows:
            is_month = table.dimension == "month" and row.category in MONTHS
            month = outlook.period.months[MONTHS.index(row.category)] if is_month else None
            yield table.name, date_format(month, "F Y") if month else row.name, cell(row.latest, table).text


def question(unknown: Unknown) -> OutlookQuestion:
    words = store.vocabulary(with_sums=False)
    rows = [words.category(unknown.dimension, row).name for row in unknown.blank or unknown.not_known]
    dimension = words.dimension(unknown.dimension).name.lower()
    return OutlookQuestion(unknown, words.measure(unknown.measure).name, dimension, rows)


def goes_out(report: GuardianReportPage) -> str:
    """When readers get it, in a sentence that names day and hour; nothing without a board's day."""
    draft = report.get_latest_revision_as_object() if report.latest_revision_id else report
    moment = draft.go_live_at or draft.board_receives_at
    if report.is_public or moment is None:
        return ""
    if moment <= timezone.now():
        return gettext("Readers will see it straight away.")
    return gettext("Public on %(day_and_hour)s.") % {"day_and_hour": day_and_hour(moment)}


def day_and_hour(moment: Any) -> str:
    """`Thursday 10 December 2026 at 17:00`."""
    local = timezone.localtime(moment)
    return date_format(local, r"l j F Y \a\t H:i")
