"""The outages that are tried, each with what is promised. Modules of this package add theirs by `outage`."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.outages.ground import Ground


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen, in words with figures, and whether that is what was promised."""

    words: str
    is_as_promised: bool


@dataclass(frozen=True, slots=True)
class Outage:
    name: str
    promise: str
    tried: Callable[[Ground], Seen]


OUTAGES: dict[str, Outage] = {}


def outage(name: str, *, promise: str) -> Callable[[Callable[[Ground], Seen]], Callable[[Ground], Seen]]:
    """Register what brings this outage about on the ground, waits, takes it back and tells what was seen.

    It leaves the ground as it found it, so that the next can be tried.
    """

    def register(tried: Callable[[Ground], Seen]) -> Callable[[Ground], Seen]:
        OUTAGES[name] = Outage(name, promise, tried)
        return tried

    return register


def table(seen: dict[str, Seen]) -> str:
    """As it stands in docs/performance.md."""
    lines = ["| Outage | Promise | Seen |", "| --- | --- | --- |"]
    for name, what in seen.items():
        verdict = "" if what.is_as_promised else "**not as promised** "
        lines.append(f"| {name} | {OUTAGES[name].promise} | {verdict}{what.words} |")
    return "\n".join(lines)
