"""A file of figures: what it would change, and changing it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from . import store
from .enter import figure_key, replace_figures
from .figures.entered import Figure
from .figures.entry import EnteredFile, Fault
from .figures.periods import Period
from .models import GuardianIndexPage, GuardianReportPage


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


def plan_upload(reading: EnteredFile) -> Upload:
    """Decide first: which figures are new, which change, and which belong to a published report."""
    reports = {report.period: report for report in GuardianReportPage.objects.quarterly()}
    saved = store.entered_figures([report.pk for report in reports.values()])
    were = {(*figure_key(figure), figure.period): figure for figure in saved}
    new = [f for f in reading.figures if (*figure_key(f), f.period) not in were]
    changed = [f for f in reading.figures if were.get((*figure_key(f), f.period), f) != f]
    published = sorted(
        {f.period for f in (*new, *changed) if f.period in reports and reports[f.period].is_public}
    )
    faults = tuple(
        Fault(0, "report", f"{p.name} is published. Correct it in its grid, which asks why, for the log.")
        for p in published
    )
    if not reading.figures and not reading.faults:
        faults += (Fault(0, "value", "The file has no figures: every value is empty."),)
    starting = tuple(sorted({f.period for f in reading.figures} - set(reports)))
    return Upload(reading.figures, saved, faults, len(new), len(changed), starting)


@transaction.atomic
def save_upload(plan: Upload, *, user: Any) -> None:
    """Everything in the plan or nothing. A quarter without a report gets a draft of one."""
    for period in plan.starting:
        start_report(period, user=user)
    for report in GuardianReportPage.objects.quarterly():
        if report.period in plan.periods:
            replace_figures(report, plan.whole(report.period))


def start_report(period: Period, *, user: Any) -> GuardianReportPage:
    """An empty draft for the quarter, below the Guardian's corner."""
    corner = GuardianIndexPage.objects.get()
    report = GuardianReportPage(
        title=f"{period.name}: draft", slug=period.key.lower(), start_year=period.start_year,
        quarter=period.quarter, live=False, owner=user if getattr(user, "pk", None) else None,
    )  # fmt: skip
    corner.add_child(instance=report)
    report.save_revision(user=report.owner)
    return report
