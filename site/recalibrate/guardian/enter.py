"""Entering and correcting figures: the only code that writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from recalibrate.core.models import SiteRevision

from . import publication, store
from .figures.corrections import Change, changes, forbidden_names
from .figures.entered import Figure
from .models.report import GuardianReportPage
from .records.figures import Correction, ReportFigure
from .records.vocabulary import Category, Dimension, Measure


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
        raise EntryRefused(gettext("A year’s figures are made from its quarters. Enter them there."))
    before = {figure_key(figure): figure for figure in store.entered_figures([report.pk])}
    after = {figure_key(figure): figure for figure in figures}
    if before == after:
        return ()
    if report.is_public and (reason is None or not reason.why.strip()):
        raise EntryRefused(gettext("This report is published. Say why its figures change: readers see it."))
    shown_before = publication.public_figures() if report.is_public else None
    differed = differing_sums(report)
    _write(report, figures)
    if shown_before and not report.quality_note.strip():
        refuse_new_differences(differing_sums(report) - differed)
    SiteRevision.bump()
    if shown_before is None or reason is None:
        return ()
    publication.remember_suppressed()
    seen = changes(shown_before, publication.public_figures())
    touched = {p[0] for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
    log(report, reason, seen, touched=touched)
    return seen


def differing_sums(report: GuardianReportPage) -> set[str]:
    """What does not add up, in sentences; asked of what is public alone."""
    if not report.is_public:
        return set()
    return {check.sentence for check in publication.checks_of(report) if check.verdict == "differs"}


def refuse_new_differences(found: set[str]) -> None:
    """A correction is asked what publication is asked: sums agree, or readers are told why they do not."""
    if found:
        raise EntryRefused(
            gettext("%(sum)s Put it right, or explain it in the note on data quality first.")
            % {"sum": min(found)}
        )


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
    what = what or gettext(
        "We corrected figures that are not shown separately. Nothing that is shown has changed."
    )
    public = publication.figures_for(report).only(report.period)
    if names := forbidden_names(f"{what} {reason.why}", public, touched or set()):
        raise EntryRefused(
            gettext(
                "The corrections log is public and may not name %(names)s: that row is not shown "
                "separately. Name the combined row."
            )
            % {"names": " or ".join(names)}
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
    categories = rows_by_code(figures)
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


def rows_by_code(figures: Sequence[Figure]) -> dict[tuple[str, str], int]:
    """The keys of all rows. Those that two dimensions make together get a record once something is entered."""
    there = {(c.dimension.slug, c.slug): c.pk for c in Category.objects.select_related("dimension")}
    missing = {(f.dimension, f.category) for f in figures} - there.keys()
    if missing:
        words = store.vocabulary(with_sums=False)
        for dimension in Dimension.objects.filter(slug__in=[slug for slug, _ in missing]):
            for slug in sorted(row for of, row in missing if of == dimension.slug):
                name = words.category(dimension.slug, slug).name
                row = Category.objects.create(dimension=dimension, slug=slug, name=name)
                there[dimension.slug, slug] = row.pk
    return there
