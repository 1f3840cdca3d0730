"""What a ballot box holds: sums over forms, and words in an order drawn by chance. Never a form."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from secrets import randbelow
from typing import Any, Self

from .ballots import Ballot, FreeText
from .types import AskedQuestion, CountedAnswers, PairedAnswers

STEP = 32 * 1024  # bytes: what is in a box does not show from outside


@dataclass(slots=True)
class Tallies:
    """Counts by question and answer. `people` counts those who ticked anything where many may be ticked."""

    forms: int = 0
    ticks: dict[str, dict[int, int]] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    pairs: dict[str, dict[tuple[int, int], int]] = field(default_factory=dict)
    texts: list[FreeText] = field(default_factory=list, repr=False)

    def add(self, ballot: Ballot) -> None:
        """Count one form. Its words go to a place drawn by chance, so that their order tells nothing."""
        self.forms += 1
        for code, value in ballot.ticks:
            counts = self.ticks.setdefault(code, {})
            counts[value] = counts.get(value, 0) + 1
        for code in ballot.people:
            self.people[code] = self.people.get(code, 0) + 1
        for code, then, now in ballot.pairs:
            cells = self.pairs.setdefault(code, {})
            cells[then, now] = cells.get((then, now), 0) + 1
        for text in ballot.texts:
            self.texts.insert(randbelow(len(self.texts) + 1), text)

    def counted(self, asked: AskedQuestion) -> CountedAnswers:
        ticks = self.ticks.get(asked.code, {})
        apart = sum(ticks.get(option.value, 0) for option in asked.options if option.is_apart)
        kept = {option.value: ticks.get(option.value, 0) for option in asked.counted_options}
        answered = self.people.get(asked.code, 0) - apart if asked.kind == "many" else sum(kept.values())
        return CountedAnswers(asked, kept, answered, apart)

    def paired(self, asked: AskedQuestion) -> PairedAnswers:
        return PairedAnswers(asked, self.pairs.get(asked.code, {}))

    def packed(self) -> bytes:
        """To be sealed: filled up, so that a box with one form is as large as one with thirty."""
        said: dict[str, Any] = {
            "forms": self.forms,
            "ticks": {code: sorted(counts.items()) for code, counts in self.ticks.items()},
            "people": self.people,
            "pairs": {code: sorted(cells.items()) for code, cells in self.pairs.items()},
            "texts": [[one.code, one.text, one.may_quote] for one in self.texts],
        }
        content = json.dumps(said, ensure_ascii=False).encode()
        return content + b" " * (-len(content) % STEP)

    @classmethod
    def unpacked(cls, content: bytes) -> Self:
        said: Mapping[str, Any] = json.loads(content)
        return cls(
            forms=said["forms"],
            ticks={code: dict(counts) for code, counts in said["ticks"].items()},
            people=dict(said["people"]),
            pairs={
                code: {(then, now): n for (then, now), n in cells} for code, cells in said["pairs"].items()
            },
            texts=[FreeText(*one) for one in said["texts"]],
        )


def counts_of(sheet: Sequence[AskedQuestion], tallies: Tallies) -> dict[str, CountedAnswers]:
    """What was counted of each question that has answers to tick."""
    return {asked.code: tallies.counted(asked) for asked in sheet if asked.kind != "text"}
