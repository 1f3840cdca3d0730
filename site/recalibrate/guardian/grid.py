"""A quarter's figures as a grid of texts: what is saved, or what has just been typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from .crossed_rows import read_crossed_rows
from .figures.entered import Figure
from .figures.periods import Period
from .figures.typed import BadValue, read_value
from .figures.types import ALL, TRUST
from .figures.vocabulary import DimensionSpec, Vocabulary
from .grid_names import names_of_measure, names_of_month, names_of_row

NOTE, PASTED = "note", "rows"


@dataclass(slots=True)
class GridCell:
    """One box. `text` is kept as typed while it has a fault, so that nothing is lost."""

    name: str
    label: str
    text: str = ""
    fault: str = ""


@dataclass(slots=True)
class GridLine:
    name: str
    cells: list[GridCell]
    note: GridCell | None = None
    names: str = ""  # what it is called besides in spreadsheets, for what is pasted


@dataclass(slots=True)
class GridSection:
    """One table of the grid: the whole Trust, or a dimension with its measures as columns."""

    title: str
    columns: list[str]
    lines: list[GridLine]
    more: list[GridLine] = field(
        default_factory=list
    )  # folded away: what few boards ask for, and is not used
    is_used: bool = True
    column_names: list[str] = field(default_factory=list)  # what the columns are called besides
    pasted: GridCell | None = None  # where two dimensions cross, a box for rows that are not there yet

    @property
    def heads(self) -> list[tuple[str, str]]:
        return list(zip_longest(self.columns, self.column_names, fillvalue=""))

    @property
    def all_lines(self) -> list[GridLine]:
        return [*self.lines, *self.more]


@dataclass
class Grid:
    vocabulary: Vocabulary
    period: Period
    saved: Sequence[Figure]
    sections: list[GridSection] = field(init=False)
    figures: tuple[Figure, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.figures = tuple(self.saved)
        texts = self._saved_texts()
        texts |= {f"{NOTE}:{f.measure}": f.note for f in self.saved if f.dimension == TRUST}
        self.sections = [self._whole(texts), *self._parts(texts)]

    def fill(self, typed: Mapping[str, str]) -> None:
        """Take what was typed in place of what was saved; `faults` says what of it is wrong."""
        typed = self._with_pasted_rows(typed)
        notes = {(f.measure, f.dimension, f.category): f.note for f in self.saved}
        figures = []
        for cell in self.cells:
            cell.text = typed.get(cell.name, "").strip()
            try:
                value, status = read_value(cell.text, self.vocabulary.measure(cell.name.split(":")[0]).unit)
            except BadValue as error:
                cell.fault = str(error)
                continue
            if value is None and not status:
                continue
            measure, dimension, category = cell.name.split(":")
            note = (
                typed.get(f"{NOTE}:{measure}", "")
                if dimension == TRUST
                else notes.get((measure, dimension, category), "")
            )
            figures.append(
                Figure(
                    measure=measure,
                    dimension=dimension,
                    category=category,
                    period=self.period,
                    value=value,
                    unit=self.vocabulary.measure(measure).unit,
                    status=status,
                    note=note.strip()[:200],
                )
            )
        for line in self.sections[0].all_lines:
            if line.note:
                line.note.text = typed.get(line.note.name, "")
        self.figures = tuple(figures)

    @property
    def cells(self) -> list[GridCell]:
        return [cell for section in self.sections for line in section.all_lines for cell in line.cells]

    @property
    def faults(self) -> list[GridCell]:
        boxes = [section.pasted for section in self.sections if section.pasted]
        return [cell for cell in (*self.cells, *boxes) if cell.fault]

    def _whole(self, texts: Mapping[str, str]) -> GridSection:
        lines, more = [], []
        for measure in self.vocabulary.measures:
            if self.vocabulary.has(measure.slug, TRUST, ALL):
                note = GridCell(
                    f"{NOTE}:{measure.slug}",
                    gettext("Note on %(name)s") % {"name": measure.name},
                    texts.get(f"{NOTE}:{measure.slug}", ""),
                )
                unit = "" if measure.unit == "count" else f" ({measure.unit})"
                cell = self._cell(measure.slug, TRUST, ALL, measure.name, texts)
                is_folded = measure.is_optional and not cell.text
                (more if is_folded else lines).append(
                    GridLine(f"{measure.name}{unit}", [cell], note, names_of_measure(measure.slug))
                )
        return GridSection(
            gettext("Whole Trust"), [gettext("Figure"), gettext("Note for readers")], lines, more
        )

    def _parts(self, texts: Mapping[str, str]) -> list[GridSection]:
        """Tables that are used first; those of measures that few boards ask for are folded away."""
        sections = []
        for dimension in self.vocabulary.dimensions:
            measures = [b.measure for b in self.vocabulary.breakdowns if b.dimension == dimension.slug]
            optional = [m for m in measures if self.vocabulary.measure(m).is_optional]
            usual = [m for m in measures if m not in optional]
            for some in (usual, optional):
                if some and not dimension.crosses:
                    sections.append(self._by(dimension, some, texts, is_used=some is usual))
            if measures and dimension.crosses:
                sections.append(self._crossed(dimension, measures, texts))
        return sorted(sections, key=lambda section: not section.is_used)

    def _by(
        self, dimension: DimensionSpec, measures: list[str], texts: Mapping[str, str], *, is_used: bool
    ) -> GridSection:
        lines = []
        for category in self.vocabulary.categories_of(dimension.slug):
            name = self._month(category.slug) if dimension.kind == "month" else category.name
            lines.append(self._line(dimension.slug, category.slug, name, measures, texts))
        titles = [self.vocabulary.measure(measure).name for measure in measures]
        is_used = is_used or any(cell.text for line in lines for cell in line.cells)
        others = [names_of_measure(measure) for measure in measures]
        return GridSection(
            f"By {dimension.name.lower()}", titles, lines, is_used=is_used, column_names=others
        )

    def _crossed(
        self, dimension: DimensionSpec, measures: list[str], texts: Mapping[str, str]
    ) -> GridSection:
        """The rows that are there, and a box for more."""
        lines = [
            self._line(dimension.slug, category.slug, category.name, measures, texts)
            for category in self.vocabulary.categories_of(dimension.slug)
            if any(texts.get(_name(m, dimension.slug, category.slug)) for m in measures)
        ]
        titles = [self.vocabulary.measure(measure).name for measure in measures]
        first, second = (self.vocabulary.dimension(of).name.lower() for of in dimension.crosses)
        label = _("%(title)s: a row a line, %(first)s, %(second)s, then the numbers") % {
            "title": dimension.name, "first": first, "second": second,
        }  # fmt: skip
        box = GridCell(f"{PASTED}:{dimension.slug}", label)
        return GridSection(f"By {dimension.name.lower()}", titles, lines, is_used=bool(lines), pasted=box)

    def _line(
        self, dimension: str, category: str, name: str, measures: list[str], texts: Mapping[str, str]
    ) -> GridLine:
        names = [f"{self.vocabulary.measure(m).name}, {name}" for m in measures]
        cells = zip(measures, names, strict=True)
        others = names_of_month(self.period, category) if dimension == "month" else names_of_row(name)
        boxes = [self._cell(m, dimension, category, label, texts) for m, label in cells]
        return GridLine(name, boxes, names=others)

    def _with_pasted_rows(self, typed: Mapping[str, str]) -> dict[str, str]:
        """`typed`, with the cells of rows that were pasted; a line that fits nowhere stays in its box."""
        texts = dict(typed)
        for place, section in enumerate(self.sections):
            if not section.pasted:
                continue
            slug = section.pasted.name.partition(":")[2]
            pasted = read_crossed_rows(texts.get(section.pasted.name, ""), self.vocabulary, slug)
            texts |= {_name(measure, slug, row): text for (measure, row), text in pasted.texts.items()}
            measures = [b.measure for b in self.vocabulary.breakdowns if b.dimension == slug]
            anew = self._crossed(self.vocabulary.dimension(slug), measures, self._saved_texts() | texts)
            if anew.pasted:
                anew.pasted.text = "\n".join(line for line, _why in pasted.left)
                anew.pasted.fault = " ".join(why for _line, why in pasted.left)
            self.sections[place] = anew
        return texts

    def _saved_texts(self) -> dict[str, str]:
        return {_name(f.measure, f.dimension, f.category): _text(f) for f in self.saved}

    def _month(self, category: str) -> str:
        return self.period.month_name(category)

    def _cell(
        self, measure: str, dimension: str, category: str, label: str, texts: Mapping[str, str]
    ) -> GridCell:
        name = _name(measure, dimension, category)
        return GridCell(name, label, texts.get(name, ""))


def _name(measure: str, dimension: str, category: str) -> str:
    return f"{measure}:{dimension}:{category}"


def _text(figure: Figure) -> str:
    return f"[{figure.status}]" if figure.value is None else f"{figure.value:f}"
