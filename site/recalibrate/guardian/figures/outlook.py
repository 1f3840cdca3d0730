"""What publishing would do, before it is done: what readers would see, what is hidden and why, and what that
changes in quarters that are public already. In words, and without a number that readers would not see."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from recalibrate.translation import gettext

from .corrections import changes
from .disclosure import Disclosure
from .periods import Period
from .public import PublicFigure, PublicFigures, PublicTable
from .types import TRUST, SuppressedCell
from .unknown import Unknown, all_unknown
from .vocabulary import RATIOS, Vocabulary

PublicFigureKey = tuple[str, str, str, Period]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A row that readers do not see on its own, in words."""

    name: str
    why: str
    is_new: bool  # withheld for the first time, and so for good


@dataclass(frozen=True, slots=True)
class Outlook:
    """`seen` names exactly this; agreeing to it is agreeing to nothing else."""

    period: Period
    tables: tuple[PublicTable, ...]
    hidden: tuple[Hidden, ...]
    unknown: tuple[Unknown, ...]
    consequences: tuple[str, ...]  # in quarters that are public already
    changes_nothing: bool
    seen: str
    public: PublicFigures  # of this quarter, as readers would get it

    @property
    def blank(self) -> tuple[Unknown, ...]:
        """What still needs an answer: a figure, a zero, or that it is not known."""
        return tuple(unknown for unknown in self.unknown if unknown.blank)


def look_ahead(run: Disclosure, before: PublicFigures, period: Period) -> Outlook:
    """`run` has all figures that would be public and what is withheld so far; `before` is public now."""
    remembered, after = run.suppressed, run.publish()
    newly = after.suppressed - remembered
    return Outlook(
        period,
        tuple(tables(after.only(period))),
        tuple(hidden(run, after, newly, period)),
        tuple(all_unknown(run.cells, run.vocabulary, period)),
        tuple(consequences(before, after)),
        not newly and set(before.figures) == set(after.figures),
        outlook_fingerprint(after, newly),
        after.only(period),
    )


def tables(public: PublicFigures) -> Iterator[PublicTable]:
    for measure, dimension in dict.fromkeys((f.measure, f.dimension) for f in public.figures):
        yield public.table(measure, dimension)


def hidden(
    run: Disclosure, after: PublicFigures, newly: frozenset[SuppressedCell], period: Period
) -> Iterator[Hidden]:
    """Rows combined in every quarter, then the cells of this quarter."""
    for row in sorted(after.suppressed):
        if not row.measure and not row.period:
            yield Hidden(name_of(row, run.vocabulary), why(run, row), row in newly)
    for row in sorted(after.suppressed):
        if row.period == period.key:
            measure = run.vocabulary.measure(row.measure)
            is_people = measure.unit == "people" or bool(measure.people_of)
            few = (
                gettext("too few people")
                if is_people
                else gettext("too few, or combined with a row of too few")
            )
            reason = f"{measure.name}, {period.name}: {few}."
            yield Hidden(name_of(row, run.vocabulary), reason, row in newly)


def why(run: Disclosure, row: SuppressedCell) -> str:
    """Why a part is combined in every quarter; without saying how many there were."""
    quarters = [
        quarter.name
        for breakdown in run.vocabulary.breakdowns
        if (breakdown.rule, breakdown.dimension) == ("merge", row.dimension)
        for quarter in run.quarters_with(breakdown)
        if run.counts(breakdown, quarter).is_small(row.category, run.thresholds)
    ]
    if quarters:
        sentence = gettext("fewer than {reports} reports in {quarters}.")
        if run.vocabulary.dimension(row.dimension).has_headcount:
            sentence = gettext("fewer than {reports} reports or {doctors} doctors in {quarters}.")
        return sentence.format(
            reports=run.thresholds.reports, doctors=run.thresholds.doctors,
            quarters=", ".join(dict.fromkeys(quarters)),
        )  # fmt: skip
    if row in run.suppressed:
        return gettext("combined in something published before, and so for good.")
    return gettext("combined with the small ones, because their row alone would tell one of them.")


def name_of(row: SuppressedCell, vocabulary: Vocabulary) -> str:
    known = {(c.dimension, c.slug): c.name for c in vocabulary.categories}
    dimensions = {dimension.slug: dimension.name for dimension in vocabulary.dimensions}
    name = known.get((row.dimension, row.category), row.category)
    if row.dimension == TRUST:
        return dimensions[TRUST]
    return f"{name} ({dimensions.get(row.dimension, row.dimension).lower()})"


def consequences(before: PublicFigures, after: PublicFigures) -> Iterator[str]:
    """What readers of the quarters already public would find changed: rows gone first, then values."""
    ratios = {ratio.slug for ratio in RATIOS}
    still = {public_figure_key(figure) for figure in after.figures}
    gone = [f for f in before.figures if public_figure_key(f) not in still and f.measure not in ratios]
    for measure, dimension, category in dict.fromkeys(public_figure_key(figure)[:3] for figure in gone):
        of_row = [f for f in gone if public_figure_key(f)[:3] == (measure, dimension, category)]
        words = before.vocabulary
        by = gettext("{measure} by {dimension}").format(
            measure=words.measure(measure).name, dimension=words.dimension(dimension).name.lower()
        )
        where = ", ".join(figure.period.name for figure in of_row)
        yield gettext("{by}: {name} is no longer shown on its own in {where}, for good.").format(
            by=by, name=of_row[-1].name, where=where
        )
    for change in changes(before, after.only(*before.periods)):
        yield f"{change.period.name}: {change.sentence}"


def public_figure_key(figure: PublicFigure) -> PublicFigureKey:
    return figure.measure, figure.dimension, figure.category, figure.period


def outlook_fingerprint(after: PublicFigures, newly: frozenset[SuppressedCell]) -> str:
    """The same for the same figures and the same rows newly withheld; else another."""
    shown = sorted(f"{public_figure_key(f)} {f.value} {f.status} {f.note}" for f in after.figures)
    return sha256("\n".join([*shown, *map(str, sorted(newly))]).encode()).hexdigest()
