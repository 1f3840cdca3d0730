"""The few shapes every chart is made of.

Positions across are percentages and positions down are pixels, so that a chart fills whatever width it is
given while its letters keep their size. Nothing is told by colour: a kind also has its pattern or its label.
"""

from dataclasses import dataclass, field
from typing import Literal

# bar: solid · hatch, cross, dots: patterned · open: outline only · track: how far a bar could reach
BoxKind = Literal["bar", "hatch", "cross", "dots", "open", "track"]
RuleKind = Literal["trace", "grid", "median", "limit", "event"]
DotKind = Literal["dot", "signal"]
WordKind = Literal["word", "value", "faint", "strong"]
Anchor = Literal["start", "middle", "end"]

PATTERNED: tuple[BoxKind, ...] = ("hatch", "cross", "dots")


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    kind: BoxKind = "bar"

    @property
    def is_patterned(self) -> bool:
        return self.kind in PATTERNED


@dataclass(frozen=True, slots=True)
class RuleLine:
    x1: float
    y1: float
    x2: float
    y2: float
    kind: RuleKind = "trace"


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    kind: DotKind = "dot"


@dataclass(frozen=True, slots=True)
class TextMark:
    """Text whose baseline starts, is centred or ends at x; `dx` moves it on by pixels."""

    x: float
    y: float
    text: str
    kind: WordKind = "word"
    anchor: Anchor = "start"
    dx: float = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    height: int
    boxes: tuple[Box, ...] = ()
    rules: tuple[RuleLine, ...] = ()
    dots: tuple[Dot, ...] = ()
    words: tuple[TextMark, ...] = ()

    @property
    def patterns(self) -> tuple[BoxKind, ...]:
        """The kinds that need a pattern to be defined, each once."""
        return tuple(kind for kind in PATTERNED if any(box.kind == kind for box in self.boxes))


@dataclass(slots=True)
class Sketch:
    """A drawing in the making."""

    boxes: list[Box] = field(default_factory=list)
    rules: list[RuleLine] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    words: list[TextMark] = field(default_factory=list)

    def finished(self, height: float) -> Drawing:
        return Drawing(
            round(height), tuple(self.boxes), tuple(self.rules), tuple(self.dots), tuple(self.words)
        )


def round_coordinate(number: float) -> float:
    """To two decimals, which is finer than any screen shows and keeps the page small."""
    return round(number + 0.0, 2)
