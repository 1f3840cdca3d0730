"""What the files of figures hold, for readers who use a program or a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from recalibrate.core.addresses import absolute

from .. import publication, store
from ..figures.tidy import SCHEMA_VERSION
from ..figures.types import STATUS_NAMES, TRUST
from ..figures.vocabulary import RATIOS, MeasureSpec, Vocabulary

COLUMNS = (
    ("report", "The period: 2026-27-Q2 is July to September 2026, since the NHS year starts in April."),
    ("period_start, period_end", "Its first and last day, ISO 8601."),
    ("measure", "What is counted, as a code that stays."),
    ("dimension", "What it is broken down by: trust for the whole Trust, department, grade, month, reason …"),
    ("category", "The row: General surgery. A month is written 2026-08."),
    ("value", "A number with a full stop and without thousands separators; blank if there is none."),
    ("unit", "count, people, percent, hours, WTE, PA, GBP or rate."),
    ("status", "Why there is no value."),
    ("note", "What to bear in mind: which parts a combined row holds, which quarters a year has."),
)  # fmt: skip
OVER_YEAR = {
    "sum": "added up",
    "mean": "average",
    "first": "at its start",
    "last": "at its end",
    "none": "none",
}


@dataclass(frozen=True, slots=True)
class Described:
    """One measure as the page lists it."""

    code: str
    name: str
    unit: str
    by: str
    over_year: str


def about_figures(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "pages/guardian_figures_about.html",
        {
            "columns": COLUMNS,
            "statuses": [(mark, said) for mark, said in STATUS_NAMES.items() if mark],
            "measures": list(described_measures(store.vocabulary(with_sums=False))),
            "thresholds": publication.thresholds(),
            "schema_version": SCHEMA_VERSION,
            "example": absolute(reverse("guardian-download", args=["all", "json"])),
        },
    )


def described_measures(words: Vocabulary) -> Iterator[Described]:
    """What readers may see of it: measures and breakdowns for the board alone are left out."""
    for measure in words.measures:
        if not measure.is_board_only:
            yield Described(
                measure.slug, measure.name, measure.unit, by(measure, words), OVER_YEAR[measure.over_year]
            )
    for ratio in RATIOS:
        dimension = "" if ratio.dimension == TRUST else ratio.dimension
        yield Described(ratio.slug, ratio.name, ratio.unit, dimension, "none" if dimension else "worked out")


def by(measure: MeasureSpec, words: Vocabulary) -> str:
    shown = [b.dimension for b in words.breakdowns if b.measure == measure.slug and b.rule != "board"]
    return ", ".join([*([TRUST] if measure.has_whole else []), *shown])
