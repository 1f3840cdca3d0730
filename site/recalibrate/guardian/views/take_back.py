"""What stays withheld, for operators; and taking back what was withheld by mistake."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from wagtail.log_actions import log

from recalibrate.core.models import SiteRevision

from .. import publication, store
from ..figures.corrections import Change, changes
from ..figures.periods import parse
from ..figures.taking_back import StaysWithheld, take_back
from ..figures.types import Withheld
from ..figures.vocabulary import Vocabulary
from ..forms import TakingBackForm
from ..models import GuardianReportPage
from ..models.figures import WithheldRow

# Neither editors nor the Guardian, who could undo their own mistakes too easily: whoever runs the site.
MAY = "guardian.take_back_withheldrow"
operators_only = permission_required(MAY, raise_exception=True)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What could be taken back: what would stay withheld, and what readers would see instead."""

    stays: frozenset[Withheld]
    changes: tuple[Change, ...]


@operators_only
def withheld_rows(request: HttpRequest) -> HttpResponse:
    """Everything that stays withheld, by the moment it was first withheld, newest first."""
    return render(request, "admin/withheld.html", {"moments": list(moments(store.vocabulary()))})


@operators_only
def take_back_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """What would open if everything first withheld together with this row had been a mistake."""
    row = get_object_or_404(WithheldRow, pk=pk, remembered_at__isnull=False)
    rows = list(WithheldRow.objects.filter(remembered_at=row.remembered_at))
    form = TakingBackForm(request.POST or None)
    context: dict[str, Any] = {"row": row, "form": form, "names": names(rows, store.vocabulary())}
    try:
        mistake = look_at(rows)
    except StaysWithheld as error:
        return render(request, "admin/take_back.html", context | {"refusal": str(error)})
    if request.method == "POST" and form.is_valid():
        count = forget(rows, mistake, user=request.user, why=form.cleaned_data["why"])
        messages.success(request, f"{count} rows are no longer withheld. The log has your reason.")
        return redirect("guardian-withheld")
    return render(request, "admin/take_back.html", context | {"mistake": mistake})


def look_at(rows: Iterable[WithheldRow]) -> Mistake:
    """Whether these rows may open; raises StaysWithheld. Drafts count: the forum may have seen them."""
    figures = store.figures_of(GuardianReportPage.objects.quarterly().values_list("pk", flat=True))
    words, thresholds = store.vocabulary(with_sums=False), publication.thresholds()
    mistake = frozenset(row.as_withheld for row in rows)
    stays = take_back(figures, words, thresholds, store.withheld_in_turn(), mistake).withheld
    return Mistake(stays, changes(publication.public_figures(), publication.figures_if(stays)))


@transaction.atomic
def forget(rows: Iterable[WithheldRow], mistake: Mistake, *, user: Any, why: str) -> int:
    """These are withheld no longer, but for those the rules ask for; how many. The log keeps who and why."""
    gone = [row for row in rows if row.as_withheld not in mistake.stays]
    for row in gone:
        log(instance=row, action="guardian.take_back", user=user, data={"why": why}, title=str(row))
    WithheldRow.objects.filter(pk__in=[row.pk for row in gone]).delete()
    SiteRevision.bump()
    return len(gone)


def moments(words: Vocabulary) -> Iterator[tuple[datetime | None, WithheldRow, list[str]]]:
    """The moment, a row to name it by, and the rows in words."""
    newest_first = WithheldRow.objects.order_by(F("remembered_at").desc(nulls_last=True), "pk")
    for moment, group in groupby(newest_first, key=store.moment_of):
        rows = list(group)
        yield moment, rows[0], names(rows, words)


def names(rows: Iterable[WithheldRow], words: Vocabulary) -> list[str]:
    return [name(row, words) for row in rows]


def name(row: WithheldRow, words: Vocabulary) -> str:
    """`ENT (department)`, `General surgery (department): fines levied, Q2 2026/27`."""
    dimensions = {dimension.slug: dimension.name.lower() for dimension in words.dimensions}
    categories = {(c.dimension, c.slug): c.name for c in words.categories}
    measures = {measure.slug: measure.name.lower() for measure in words.measures}
    spoken = categories.get((row.dimension, row.category), row.category)
    whole = f"{spoken} ({dimensions.get(row.dimension, row.dimension)})"
    if not row.measure:
        return f"{whole}: every quarter"
    period = f", {parse(row.period).name}" if row.period else ""
    return f"{whole}: {measures.get(row.measure, row.measure)}{period}"
