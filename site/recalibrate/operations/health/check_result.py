from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    GOOD = "good"
    LOOK = "look"  # worth a look when there is time
    ACT = "act"  # somebody should do something now


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: in words, since when, and what to do about it."""

    words: str
    verdict: Verdict = Verdict.GOOD
    to_do: str = ""
    since: datetime | None = None


def good(words: str, since: datetime | None = None) -> Finding:
    return Finding(words, Verdict.GOOD, "", since)


def look(words: str, to_do: str, since: datetime | None = None) -> Finding:
    return Finding(words, Verdict.LOOK, to_do, since)


def act(words: str, to_do: str, since: datetime | None = None) -> Finding:
    return Finding(words, Verdict.ACT, to_do, since)
