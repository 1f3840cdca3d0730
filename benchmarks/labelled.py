"""Sets that a person labelled, as `benchmarks/finding.py` reads them: a line each, columns between bars.

What a file holds its name says: `asking…` or `crisis…` (1 or 0 | question), `misspelt…` (as typed | as meant
| 1 or 0), `queries…` (… | question | acceptable results with their grade), `…hard…` (subjects | title |
summary), `…state…` (states | title | summary). Lines that begin with # say how it was labelled.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

ASIDE = 3  # every third line is kept aside
Labelled = TypeVar("Labelled")


class Question(NamedTuple):
    text: str
    needs_help: bool


class Slip(NamedTuple):
    text: str
    meant: str
    needs_help: bool


class Wanted(NamedTuple):
    """A question and what may answer it: tokens with their grade, 3 the best."""

    text: str
    results: dict[str, int]


class Item(NamedTuple):
    """A headline and what it says below, with its labels."""

    title: str
    summary: str
    labels: frozenset[str]


def columns(path: Path) -> Iterator[list[str]]:
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            yield [column.strip() for column in line.split("|")]


def files(folder: Path, *beginnings: str) -> list[Path]:
    return sorted(path for path in folder.glob("*.txt") if path.name.startswith(beginnings))


def questions(folder: Path) -> list[Question]:
    found = (row for path in files(folder, "asking", "crisis") for row in columns(path))
    return [Question(text, label == "1") for label, text in found]


def slips(folder: Path) -> list[Slip]:
    found = (row for path in files(folder, "misspelt") for row in columns(path))
    return [Slip(text, meant, label == "1") for text, meant, label in found]


def wanted(folder: Path) -> list[Wanted]:
    found = (row[-2:] for path in files(folder, "queries") for row in columns(path))
    return [Wanted(text, dict(map(graded, results.split()))) for text, results in found]


def graded(token: str) -> tuple[str, int]:
    name, _, grade = token.partition("=")
    return name, int(grade or 0)


def items(folder: Path, *beginnings: str) -> list[Item]:
    found = (row[-3:] for path in files(folder, *beginnings) for row in columns(path))
    return [Item(title, summary, frozenset(labels.split()) - {"-"}) for labels, title, summary in found]


def halves(rows: Sequence[Labelled]) -> dict[str, list[Labelled]]:
    """What may be tuned to, and what is kept aside."""
    aside = list(rows[ASIDE - 1 :: ASIDE])
    return {"tuned": [row for place, row in enumerate(rows, 1) if place % ASIDE], "aside": aside}


def share(hits: Iterable[bool]) -> str:
    """“12 of 14 (0.86)”."""
    told = list(hits)
    return f"{sum(told)} of {len(told)} ({sum(told) / len(told):.2f})" if told else "none"
