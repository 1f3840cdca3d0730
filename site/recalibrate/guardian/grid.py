"""A quarter's figures as a grid of texts: what is saved, or what has just been typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .figures.entered import Figure
from .figures.periods import Period
from .figures.typed import BadValue, read_value
from .figures.types import ALL, TRUST
from .figures.vocabulary import Vocabulary

NOTE = "note"


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


@dataclass(slots=True)
class GridSection:
    """One table of the grid: the whole Trust, or a dimension with its measures as columns."""

    title: str
    columns: list[str]
    lines: list[GridLine]


@dataclass
class Grid:
    vocabulary: Vocabulary
    period: Period
    saved: Sequence[Figure]
    sections: list[GridSection] = field(init=False)
    figures: tuple[Figure, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.figures = tuple(self.saved)
        texts = {_name(f.measure, f.dimension, f.category): _text(f) for f in self.saved}
        texts |= {f"{NOTE}:{f.measure}": f.note for f in self.saved if f.dimension == TRUST}
        self.sections = [self._whole(texts), *self._parts(texts)]

    def fill(self, typed: Mapping[str, str]) -> None:
        """Take what was typed in place of what was saved; `faults` says what of it is wrong."""
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
        for line in self.sections[0].lines:
            if line.note:
                line.note.text = typed.get(line.note.name, "")
        self.figures = tuple(figures)

    @property
    def cells(self) -> list[GridCell]:
        return [cell for section in self.sections for line in section.lines for cell in line.cells]

    @property
    def faults(self) -> list[GridCell]:
        return [cell for cell in self.cells if cell.fault]

    def _whole(self, texts: Mapping[str, str]) -> GridSection:
        lines = []
        for measure in self.vocabulary.measures:
            if self.vocabulary.has(measure.slug, TRUST, ALL):
                note = GridCell(
                    f"{NOTE}:{measure.slug}",
                    f"Note on {measure.name}",
                    texts.get(f"{NOTE}:{measure.slug}", ""),
                )
                unit = "" if measure.unit == "count" else f" ({measure.unit})"
                cell = self._cell(measure.slug, TRUST, ALL, measure.name, texts)
                lines.append(GridLine(f"{measure.name}{unit}", [cell], note))
        return GridSection("Whole Trust", ["Figure", "Note for readers"], lines)

    def _parts(self, texts: Mapping[str, str]) -> list[GridSection]:
        sections = []
        for dimension in self.vocabulary.dimensions:
            measures = [b.measure for b in self.vocabulary.breakdowns if b.dimension == dimension.slug]
            lines = []
            for category in self.vocabulary.categories_of(dimension.slug):
                name = f"{self._month(category.slug)}" if dimension.kind == "month" else category.name
                cells = [
                    self._cell(
                        m, dimension.slug, category.slug, f"{self.vocabulary.measure(m).name}, {name}", texts
                    )
                    for m in measures
                ]
                lines.append(GridLine(name, cells))
            if measures:
                titles = [self.vocabulary.measure(measure).name for measure in measures]
                sections.append(GridSection(f"By {dimension.name.lower()}", titles, lines))
        return sections

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
