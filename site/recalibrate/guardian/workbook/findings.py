"""What a workbook says, as far as it is understood, and what has to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..figures.entered import Figure
from ..figures.entry import Fault
from ..figures.periods import Period
from ..figures.types import Status
from ..figures.vocabulary import Vocabulary
from .facets import Place
from .names import NameQuestion

Spot = tuple[str, str, str, Period]  # measure, dimension, category, quarter


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with its own answers, of which the first holds until another is chosen."""

    key: str
    text: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """An unclear word such as `<5`, and the number that may be meant by it."""

    text: str
    number: str = ""

    @property
    def key(self) -> str:
        return f"word|{self.text.casefold()}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell with a figure in it, and all that is known of it."""

    measure: str
    period: Period
    places: tuple[Place, ...]
    value: Decimal | None
    status: Status
    where: str
    row: int
    column: str
    label: str = ""
    is_chosen: bool = False
    is_unclear: bool = False
    note: str | None = ""  # None where the table has no notes at all
    table: str = ""


@dataclass
class Answers:
    """What people said, now or before, by the key of the question."""

    given: Mapping[str, str]

    def word(self, text: str) -> str | None:
        return self.given.get(f"word|{text.casefold()}")


@dataclass(slots=True)
class BookReading:
    """Its figures are complete only when nothing is asked and there are no faults."""

    vocabulary: Vocabulary
    figures: dict[Spot, Figure] = field(default_factory=dict)
    sources: dict[Spot, str] = field(default_factory=dict)
    sums: dict[Spot, str] = field(default_factory=dict)  # how one was worked out: “16 + 4”
    without_note: set[Spot] = field(default_factory=set)  # the note that is there stays
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    words: dict[str, Word] = field(default_factory=dict)
    names: tuple[NameQuestion, ...] = ()
    choices: dict[str, Choice] = field(default_factory=dict)
    needs_period: bool = False
    skipped: int = 0
    used: tuple[str, ...] = ()  # keys of the answers about names that were needed

    @property
    def is_asking(self) -> bool:
        return bool(self.words or self.names or self.choices or self.needs_period)
