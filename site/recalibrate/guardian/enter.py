"""Entering and correcting figures: the only code that writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from recalibrate.core.models import SiteRevision

from . import publication, store
from .figures.corrections import Change, changes, forbidden_names
from .figures.entered import Figure
from .models.figures import Correction, ReportFigure
from .models.report import GuardianReportPage
from .models.vocabulary import Category, Measure


class EntryRefused(Exception):
    """Said to the editor: why nothing was saved."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What readers are told of a correction. Without `what`, the changes that they can see are listed."""

    why: str
    what: str = ""


@transaction.atomic
def replace_figures(
    report: GuardianReportPage, figures: Sequence[Figure], *, reason: Reason | None = None
) -> tuple[Change, ...]:
    """From now on these, and no others, are `report`'s figures; what of that readers can see.

    A published report takes a reason, for its corrections log.
    """
    if not report.quarter:
        raise EntryRefused("A year’s figures are made of its quarters’: enter them there.")
    before = {figure_key(figure): figure for figure in store.entered_figures([report.pk])}
    after = {figure_key(figure): figure for figure in figures}
    if before == after:
        return ()
    if report.is_public and (reason is None or not reason.why.strip()):
        raise EntryRefused("This report is published. Say why its figures change: readers see it.")
    shown_before = publication.public_figures() if report.is_public else None
    _write(report, figures)
    SiteRevision.bump()
    if shown_before is None or reason is None:
        return ()
    publication.remember_suppressed()
    seen = changes(shown_before, publication.public_figures())
    touched = {p[0] for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
    log(report, reason, seen, touched=touched)
    return seen


def log(
    report: GuardianReportPage,
    reason: Reason,
    seen: Sequence[Change] = (),
    *,
    touched: set[str] | None = None,
    on: date | None = None,
) -> Correction:
    """Add a line to the corrections log; refused when it names a row that readers cannot see."""
    what = reason.what.strip() or " ".join(change.sentence for change in seen)
    what = what or "Figures that are not shown on their own were corrected; nothing that is shown changed."
    public = publication.figures_for(report).only(report.period)
    if names := forbidden_names(f"{what} {reason.why}", public, touched or set()):
        raise EntryRefused(
            f"The corrections log is public and may not name {' or '.join(names)}: "
            "that row is not shown on its own. Name the combined row."
        )
    line = Correction.objects.create(
        report=report, corrected_on=on or timezone.localdate(), what=what[:300], why=reason.why.strip()[:300]
    )
    GuardianReportPage.objects.filter(pk=report.pk).update(last_published_at=timezone.now())
    SiteRevision.bump()
    return line


def figure_key(figure: Figure) -> tuple[str, str, str]:
    return figure.measure, figure.dimension, figure.category


def _write(report: GuardianReportPage, figures: Sequence[Figure]) -> None:
    measures = {measure.slug: measure.pk for measure in Measure.objects.all()}
    categories = {(c.dimension.slug, c.slug): c.pk for c in Category.objects.select_related("dimension")}
    ReportFigure.objects.filter(report=report).delete()
    ReportFigure.objects.bulk_create(
        ReportFigure(
            report=report,
            measure_id=measures[figure.measure],
            category_id=categories[figure.dimension, figure.category],
            value=figure.value,
            status=figure.status,
            note=figure.note[:200],
        )
        for figure in figures
    )
