"""What is asked, what was counted, and what may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from recalibrate.translation import gettext

Matter = Literal["session", "work", "health"]
QuestionKind = Literal["scale", "one", "many", "text"]
Detail = Literal["all", "two", "none"]


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One answer that is offered. `is_apart`: “Prefer not to say”, which leaves the denominator."""

    value: int
    text: str
    is_yes: bool = False
    is_apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question in its final words. `short` names what it measures, for findings: “Understanding”."""

    code: str
    version: int = 1
    kind: QuestionKind
    matter: Matter
    text: str
    short: str = ""
    hint: str = ""
    options: tuple[AnswerOption, ...] = ()
    level: int = 1
    looks_back_from: str = ""

    @property
    def name(self) -> str:
        return self.short or self.text

    @property
    def counted_options(self) -> tuple[AnswerOption, ...]:
        return tuple(option for option in self.options if not option.is_apart)

    @property
    def yes_in_words(self) -> str:
        """`rated 4 or 5` of a scale; else the answers themselves: `“Yes”`."""
        ordered = self.counted_options
        if self.kind == "scale":
            chosen = [str(place) for place, option in enumerate(ordered, 1) if option.is_yes]
            return gettext("rated {chosen}").format(chosen=gettext(" or ").join(chosen))
        return " or ".join(f"“{option.text}”" for option in ordered if option.is_yes)


@dataclass(frozen=True, slots=True)
class CountedAnswers:
    """The ticks of one question; `answered` counts people, whom many ticks may come from."""

    asked: AskedQuestion
    ticks: Mapping[int, int]
    answered: int
    apart: int = 0

    def of(self, option: AnswerOption) -> int:
        return self.ticks.get(option.value, 0)

    @property
    def yes(self) -> int:
        return sum(self.of(option) for option in self.asked.counted_options if option.is_yes)


@dataclass(frozen=True, slots=True)
class PairedAnswers:
    """How many went from which answer, looking back, to which now."""

    asked: AskedQuestion
    cells: Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came, if it was counted, and how many forms were sent."""

    came: int | None
    forms: int


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How many gave an answer; None where that would say too much."""

    text: str
    count: int | None
    is_yes: bool = False


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What anybody may see of one question. Without detail, `why` says so in words."""

    asked: AskedQuestion
    detail: Detail
    rows: tuple[OptionCount, ...] = ()
    answered: int | None = None
    apart: int | None = None
    why: str = ""

    @property
    def yes(self) -> int | None:
        """How many said yes, by the cut that was fixed before the first answer."""
        if self.detail == "none" or self.asked.kind == "many":
            return None
        return sum(row.count or 0 for row in self.rows if row.is_yes)


@dataclass(frozen=True, slots=True)
class PooledSessions:
    """One question over the sessions of a run; how many sessions stay out of it."""

    disclosed: Disclosed
    left_out: int = 0
    sessions: int = field(default=0)


@dataclass(frozen=True, slots=True)
class Moved:
    """Within one form each: how many rate themselves higher now than looking back, the same, or lower."""

    asked: AskedQuestion
    up: int
    same: int
    down: int

    @property
    def people(self) -> int:
        return self.up + self.same + self.down
