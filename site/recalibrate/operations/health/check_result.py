from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CheckStatus(StrEnum):
    OK = "good"
    WARNING = "look"  # worth a look when there is time
    CRITICAL = "act"  # an operator should do something now


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found: in words, since when, and what to do about it."""

    words: str
    verdict: CheckStatus = CheckStatus.OK
    to_do: str = ""
    since: datetime | None = None


def ok(words: str, since: datetime | None = None) -> CheckResult:
    return CheckResult(words, CheckStatus.OK, "", since)


def warning(words: str, to_do: str, since: datetime | None = None) -> CheckResult:
    return CheckResult(words, CheckStatus.WARNING, to_do, since)


def critical(words: str, to_do: str, since: datetime | None = None) -> CheckResult:
    return CheckResult(words, CheckStatus.CRITICAL, to_do, since)
