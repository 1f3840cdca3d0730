"""Which backups are kept: pure, by their moments."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple


class Keep(NamedTuple):
    daily: int
    weekly: int
    monthly: int


def moments_to_keep(moments: Iterable[datetime], keep: Keep) -> set[datetime]:
    """The newest of each of the last days, weeks and months that have one; the newest of all in any case."""
    newest_first = sorted(moments, reverse=True)
    chosen = set(newest_first[:1])
    for count, period in (
        (keep.daily, lambda moment: moment.date()),
        (keep.weekly, lambda moment: moment.isocalendar()[:2]),
        (keep.monthly, lambda moment: (moment.year, moment.month)),
    ):
        newest_of_each: dict[object, datetime] = {}
        for moment in newest_first:
            newest_of_each.setdefault(period(moment), moment)
        chosen.update(list(newest_of_each.values())[:count])
    return chosen
