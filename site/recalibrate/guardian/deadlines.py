"""Until when an exception report can be sent: plain days, no clock, no Django.

The limit is the one that doctors were given with version 13 of the terms and conditions: 28 days. Days are
calendar days, so a clock going forward or back, or a 29 February, moves nothing.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

LIMIT_DAYS = 28  # version 13 of the terms and conditions
LONG_AGO_DAYS = 366  # further back, it is likelier that the year was mistyped

Refusal = Literal["not yet", "long ago"]


@dataclass(frozen=True, slots=True)
class ReportingDeadline:
    """The last day for a report about `worked_on`, as seen from `today`."""

    worked_on: date
    today: date

    @property
    def last_day(self) -> date:
        return self.worked_on + timedelta(days=LIMIT_DAYS)

    @property
    def days_left(self) -> int:
        """Days after today on which a report still counts; negative once it is too late."""
        return (self.last_day - self.today).days

    @property
    def is_over(self) -> bool:
        return self.days_left < 0


def deadline_refusal(worked_on: date, today: date) -> Refusal | None:
    """Why no deadline can be worked out for that day, or nothing."""
    if worked_on > today:
        return "not yet"
    if (today - worked_on).days > LONG_AGO_DAYS:
        return "long ago"
    return None
