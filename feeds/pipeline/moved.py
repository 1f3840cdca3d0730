"""Whether a source has moved: believed after three permanent redirects to one place, over two days."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

# 301 and 308 are “permanent” (RFC 9110, 15.4.2 and 15.4.9), and yet a mistaken deployment sends them for an
# evening. Two days outlast that, and three answers a source that is asked once a day.
ANSWERS = 3
OVER = timedelta(hours=48)  # row 7 of docs/feeds-requirements.md: a move made by mistake is undone by then

# A source that asks for a log-in sends everybody there, with whatever status.
_LOG_IN = re.compile(r"log-?in|sign-?in|\bsso\b|\boauth|\bauth\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the redirects lead, how many in a row did, and since when."""

    target: str = ""
    count: int = 0
    since: datetime | None = None


def after(evidence: Evidence, target: str, now: datetime) -> Evidence:
    """The evidence after one more answer; `target` is "" unless every redirect on its way was permanent."""
    if not target or _LOG_IN.search(target):
        return Evidence()
    if target != evidence.target or evidence.since is None:
        return Evidence(target, 1, now)
    return Evidence(target, evidence.count + 1, evidence.since)


def is_enough(evidence: Evidence, now: datetime) -> bool:
    return evidence.count >= ANSWERS and evidence.since is not None and now - evidence.since >= OVER
