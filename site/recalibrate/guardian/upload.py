"""A file of figures: what it would change, and changing it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from . import store
from .amend import amending
from .enter import figure_key, replace_figures
from .figures.entered import Figure
from .figures.entry import Fault
from .figures.periods import Period
from .models import Breakdown, Category, Dimension, GuardianIndexPage, GuardianReportPage, Measure
from .remembered_names import remember
from .workbook.additions import Additions
from .workbook.findings import Spot


@dataclass(frozen=True, slots=True)
class Upload:
    """What an upload would do, before it is done. Figures that the file does not name stay as they are."""

    figures: tuple[Figure, ...] = ()
    saved: tuple[Figure, ...] = ()
    faults: tuple[Fault, ...] = ()
    new: int = 0
    changed: int = 0
    starting: tuple[Period, ...] = ()  # quarters that have no report page yet

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(sorted({figure.period for figure in self.figures}))

    def whole(self, period: Period) -> tuple[Figure, ...]:
        """The quarter as it would be afterwards."""
        both = {figure_key(f): f for f in (*self.saved, *self.figures) if f.period == period}
        return tuple(both.values())

    def was(self, figure: Figure) -> Figure | None:
        place = (*figure_key(figure), figure.period)
        return next((old for old in self.saved if (*figure_key(old), old.period) == place), None)


def plan_upload(figures: Sequence[Figure], without_note: Collection[Spot] = ()) -> Upload:
    """Decide first: which figures are new, which change, and which belong to a published report.

    `without_note` are those of tables that have no notes: one that was written here stays.
    """
    reports = {report.period: report for report in GuardianReportPage.objects.quarterly()}
    saved = store.entered_figures([report.pk for report in reports.values()])
    were = {(*figure_key(figure), figure.period): figure for figure in saved}
    figures = [
        replace(f, note=were[place].note) if place in without_note and place in were else f
        for f in figures
        if (place := (*figure_key(f), f.period))
    ]
    new = [f for f in figures if (*figure_key(f), f.period) not in were]
    changed = [f for f in figures if were.get((*figure_key(f), f.period), f) != f]
    published = sorted(
        {f.period for f in (*new, *changed) if f.period in reports and reports[f.period].is_public}
    )
    sentence = _("%(quarter)s is published. Correct it in its grid, which asks why, for the log.")
    faults = tuple(Fault(0, "report", sentence % {"quarter": p.name}) for p in published)
    starting = tuple(sorted({f.period for f in figures} - set(reports)))
    return Upload(tuple(figures), saved, faults, len(new), len(changed), starting)


@transaction.atomic
def save_upload(
    plan: Upload, additions: Additions, meanings: Mapping[str, str], *, user: Any
) -> tuple[GuardianReportPage, ...]:
    """Everything in the plan or nothing; the reports it is in. A quarter without a report gets a draft of one.

    What names mean is remembered for the next file.
    """
    if additions:
        add_words(additions)
    remember(meanings, store.vocabulary())
    for period in plan.starting:
        start_report(period, user=user)
    reports = [report for report in GuardianReportPage.objects.quarterly() if report.period in plan.periods]
    for report in reports:
        replace_figures(report, plan.whole(report.period))
    return tuple(reports)


def add_words(additions: Additions) -> None:
    """New rows, and what is new for the board only; refused like any other change of the vocabulary."""
    with amending():
        dimensions = {dimension.slug: dimension for dimension in Dimension.objects.all()}
        for row in additions.rows:
            Category.objects.create(dimension=dimensions[row.dimension], slug=row.slug, name=row.name)
        for new in additions.measures:
            Measure.objects.create(slug=new.slug, name=new.name, unit=new.unit, is_board_only=True)
        measures = {measure.slug: measure for measure in Measure.objects.all()}
        for by in additions.breakdowns:
            Breakdown.objects.create(
                measure=measures[by.measure], dimension=dimensions[by.dimension], rule=by.rule
            )


def start_report(period: Period, *, user: Any) -> GuardianReportPage:
    """An empty draft for the quarter, below the Guardian's corner."""
    corner = GuardianIndexPage.objects.get()
    report = GuardianReportPage(
        title=_("%(quarter)s: draft") % {"quarter": period.name}, slug=period.key.lower(),
        start_year=period.start_year, quarter=period.quarter, live=False,
        owner=user if getattr(user, "pk", None) else None,
    )  # fmt: skip
    corner.add_child(instance=report)
    report.save_revision(user=report.owner)
    return report
