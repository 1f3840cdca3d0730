"""What the files of figures hold, for readers who use a program or a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recalibrate.core.addresses import absolute

from .. import publication, store
from ..figures.tidy import SCHEMA_VERSION
from ..figures.types import STATUS_NAMES, TRUST
from ..figures.vocabulary import RATIOS, MeasureSpec, Vocabulary

COLUMNS = (
    ("report", _("The period: 2026-27-Q2 is July to September 2026, since the NHS year starts in April.")),
    ("period_start, period_end", _("Its first and last day, ISO 8601.")),
    ("measure", _("What is counted, as a code that stays.")),
    ("dimension", _("What it is broken down by: trust for the whole Trust, department, grade, month, reason …")),
    ("category", _("The row: General surgery. A month is written 2026-08.")),
    ("value", _("A number with a full stop and without thousands separators; blank if there is none.")),
    ("unit", _("count, people, percent, hours, WTE, PA, GBP or rate.")),
    ("status", _("Why there is no value.")),
    ("note", _("What to bear in mind: which parts a combined row holds, which quarters a year has.")),
)  # fmt: skip
OVER_YEAR = {
    "sum": _("added up"),
    "mean": _("average"),
    "first": _("at its start"),
    "last": _("at its end"),
    "none": _("none"),
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
            "statuses": [(mark, gettext(said)) for mark, said in STATUS_NAMES.items() if mark],
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
                measure.slug,
                measure.name,
                measure.unit,
                by(measure, words),
                str(OVER_YEAR[measure.over_year]),
            )
    for ratio in RATIOS:
        dimension = "" if ratio.dimension == TRUST else ratio.dimension
        yield Described(
            ratio.slug,
            gettext(ratio.name),
            ratio.unit,
            dimension,
            gettext("none") if dimension else gettext("worked out"),
        )


def by(measure: MeasureSpec, words: Vocabulary) -> str:
    shown = [b.dimension for b in words.breakdowns if b.measure == measure.slug and b.rule != "board"]
    return ", ".join([*([TRUST] if measure.has_whole else []), *shown])
