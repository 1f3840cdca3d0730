"""What stays withheld; and taking back, by two people, what was withheld by mistake."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from recalibrate.core.models import SiteRevision

from .. import publication, store
from ..figures.corrections import Change, changes
from ..figures.periods import parse_period
from ..figures.types import SuppressedCell
from ..figures.unsuppress import StaysSuppressed, unsuppress
from ..figures.vocabulary import Vocabulary
from ..forms import UnsuppressForm
from ..models import GuardianReportPage
from ..records.figures import SuppressedRow

MAY_UNSUPPRESS = "guardian.take_back_withheldrow"
may_unsuppress = permission_required(MAY_UNSUPPRESS, raise_exception=True)
ASKED, TAKEN_BACK = "guardian.ask_to_take_back", "guardian.take_back"
STANDS_FOR = timedelta(days=14)  # then what was asked has to be asked again


@dataclass(frozen=True, slots=True)
class Mistake:
    """What could be taken back: what would stay withheld, and what readers would see instead."""

    stays: frozenset[SuppressedCell]
    changes: tuple[Change, ...]


@may_unsuppress
def suppressed_rows(request: HttpRequest) -> HttpResponse:
    """Everything that stays withheld, by the moment it was first withheld, newest first."""
    return render(request, "admin/withheld.html", {"moments": list(moments(store.vocabulary()))})


@may_unsuppress
def unsuppress_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """What would open if everything first withheld together with this row had been a mistake."""
    row = get_object_or_404(SuppressedRow, pk=pk, remembered_at__isnull=False)
    rows = list(SuppressedRow.objects.filter(remembered_at=row.remembered_at).order_by("pk"))
    form, asked = UnsuppressForm(request.POST or None), asked_before(rows)
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "names": suppressed_row_names(rows, store.vocabulary()),
    }
    try:
        mistake = preview_unsuppression(rows)
    except StaysSuppressed as error:
        return render(request, "admin/take_back.html", context | {"refusal": str(error)})
    context |= {"mistake": mistake, "asked": asked, "is_mine": asked and asked.user_id == request.user.pk}
    if request.method == "POST" and asked and not context["is_mine"]:
        count = delete_suppressed_rows(rows, mistake, user=request.user, asked=asked)
        messages.success(
            request,
            gettext("%(count)s rows are no longer withheld. The log keeps both names.") % {"count": count},
        )
        return redirect("guardian-withheld")
    if request.method == "POST" and not asked and form.is_valid():
        log(instance=rows[0], action=ASKED, user=request.user, data=form.cleaned_data, title=str(rows[0]))
        messages.success(
            request,
            gettext("We have asked for this. It happens once a second person has checked it and agreed."),
        )
        return redirect("guardian-unsuppress", pk)
    return render(request, "admin/take_back.html", context)


def asked_before(rows: list[SuppressedRow]) -> ModelLogEntry | None:
    """By whom and why taking these back was asked for, as long as that stands."""
    entries = ModelLogEntry.objects.for_instance(rows[0]).filter(
        action=ASKED, timestamp__gte=timezone.now() - STANDS_FOR
    )
    return entries.order_by("-timestamp").first()


def preview_unsuppression(rows: Iterable[SuppressedRow]) -> Mistake:
    """Whether these rows may open; raises StaysWithheld. Drafts count: the forum may have seen them."""
    figures = store.entered_figures(GuardianReportPage.objects.quarterly().values_list("pk", flat=True))
    words, thresholds = store.vocabulary(with_sums=False), publication.thresholds()
    mistake = frozenset(row.as_suppressed for row in rows)
    stays = unsuppress(figures, words, thresholds, store.suppressed_cells_in_turn(), mistake).suppressed
    return Mistake(stays, changes(publication.public_figures(), publication.figures_if(stays)))


@transaction.atomic
def delete_suppressed_rows(
    rows: Iterable[SuppressedRow], mistake: Mistake, *, user: Any, asked: ModelLogEntry
) -> int:
    """These are withheld no longer, but for those the rules ask for; how many. The log keeps who and why."""
    said = {"why": asked.data["why"], "asked_by": asked.user_display_name}
    gone = [row for row in rows if row.as_suppressed not in mistake.stays]
    for row in gone:
        log(instance=row, action=TAKEN_BACK, user=user, data=said, title=str(row))
    SuppressedRow.objects.filter(pk__in=[row.pk for row in gone]).delete()
    SiteRevision.bump()
    return len(gone)


def moments(words: Vocabulary) -> Iterator[tuple[datetime | None, SuppressedRow, list[str]]]:
    """The moment, a row to name it by, and the rows in words."""
    newest_first = SuppressedRow.objects.order_by(F("remembered_at").desc(nulls_last=True), "pk")
    for moment, group in groupby(newest_first, key=store.moment_of):
        rows = list(group)
        yield moment, rows[0], suppressed_row_names(rows, words)


def suppressed_row_names(rows: Iterable[SuppressedRow], words: Vocabulary) -> list[str]:
    return [suppressed_row_name(row, words) for row in rows]


def suppressed_row_name(row: SuppressedRow, words: Vocabulary) -> str:
    """`ENT (department)`, `General surgery (department): fines levied, Q2 2026/27`."""
    dimensions = {dimension.slug: dimension.name.lower() for dimension in words.dimensions}
    categories = {(c.dimension, c.slug): c.name for c in words.categories}
    measures = {measure.slug: measure.name.lower() for measure in words.measures}
    spoken = categories.get((row.dimension, row.category), row.category)
    whole = f"{spoken} ({dimensions.get(row.dimension, row.dimension)})"
    if not row.measure:
        return gettext("%(whole)s: every quarter") % {"whole": whole}
    period = f", {parse_period(row.period).name}" if row.period else ""
    return f"{whole}: {measures.get(row.measure, row.measure)}{period}"
