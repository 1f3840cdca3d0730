"""What is known of a table's columns, rows and cells, before any figure is read."""

from dataclasses import dataclass, field

from ..figures.periods import Period
from .times import Month

WHOLE = "="  # the total of a dimension, and no row’s code
AXIS = "axis"
OTHER = "other"  # rows by something that no measure of the table is given by
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Facets:
    """What is known of a cell from its heading, its label or its table; what is empty is not said there."""

    measure: str = ""
    period: Period | None = None
    month: Month | None = None
    places: tuple[Place, ...] = ()
    labels: tuple[str, ...] = ()  # as written, for rows that turn out to be the same
    is_chosen: bool = False  # a person said what a name means
    is_left_out: bool = False
    is_total: bool = False
    unit: str = ""

    def with_(self, other: "Facets") -> "Facets":
        return Facets(
            self.measure or other.measure,
            self.period or other.period,
            self.month or other.month,
            (*self.places, *other.places),
            (*self.labels, *other.labels),
            self.is_chosen or other.is_chosen,
            self.is_left_out or other.is_left_out,
            self.is_total or other.is_total,
        )


@dataclass
class Axes:
    """A table’s meaning: `columns` and `rows` by their numbers; `notes` are columns of remarks."""

    columns: dict[int, Facets] = field(default_factory=dict)
    rows: dict[int, Facets] = field(default_factory=dict)
    notes: list[int] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)  # what was passed over, in sentences
    context: Facets = field(default_factory=Facets)
    is_alien: bool = False
