"""The board’s view of a report: every figure as entered, small numbers too. For the admin alone."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from .. import store
from ..charts.types import ChartCell, ChartTable
from ..figures.entered import Figure
from ..figures.types import ALL, TRUST
from ..figures.vocabulary import Vocabulary
from ..models import GuardianReportPage

Cells = dict[tuple[str, str], ChartCell]  # by category and measure


def board_view(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who may both edit the report and see figures as entered."""
    report = get_object_or_404(GuardianReportPage, pk=pk)
    may_see = request.user.has_perm("guardian.view_reportfigure")
    if not may_see or not report.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    tables = board_tables(store.entered_figures([report.pk]), store.vocabulary())
    return render(request, "admin/board_view.html", {"report": report, "tables": tables})


def board_tables(figures: Iterable[Figure], vocabulary: Vocabulary) -> tuple[ChartTable, ...]:
    """One table for the whole Trust, then one a dimension with a column for each measure reported by it."""
    by_dimension: dict[str, Cells] = {}
    for figure in figures:
        cells = by_dimension.setdefault(figure.dimension, {})
        cells[figure.category, figure.measure] = ChartCell(figure.value, figure.status, figure.unit)
    there = [dimension.slug for dimension in vocabulary.dimensions if dimension.slug in by_dimension]
    return tuple(
        whole_trust(by_dimension[slug], vocabulary)
        if slug == TRUST
        else by_category(slug, by_dimension[slug], vocabulary)
        for slug in there
    )


def whole_trust(cells: Cells, vocabulary: Vocabulary) -> ChartTable:
    rows = tuple((m.name, (cells[ALL, m.slug].text,)) for m in vocabulary.measures if (ALL, m.slug) in cells)
    return ChartTable(gettext("The whole Trust"), ("Figure", gettext("As entered")), rows)


def by_category(dimension: str, cells: Cells, vocabulary: Vocabulary) -> ChartTable:
    there = {measure for _, measure in cells}
    measures = [measure for measure in vocabulary.measures if measure.slug in there]
    nothing = ChartCell(None, "x")
    rows = tuple(
        (category.name, tuple(cells.get((category.slug, m.slug), nothing).text for m in measures))
        for category in vocabulary.categories_of(dimension)
        if any((category.slug, m.slug) in cells for m in measures)
    )
    name = vocabulary.dimension(dimension).name
    return ChartTable(f"By {name.lower()}", (name, *(measure.name for measure in measures)), rows)
