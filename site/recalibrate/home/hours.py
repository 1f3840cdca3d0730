"""The hours of a hospital, as the first page knows them: four bands, in the clock of the wall."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from recalibrate.infra.clock import WALL_CLOCK
from recalibrate.web.kept_until import cache_control_until


class Band(StrEnum):
    EARLY = "early"
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


STARTS = {Band.EARLY: 5, Band.DAY: 10, Band.EVENING: 17, Band.NIGHT: 22}


@dataclass(frozen=True, slots=True)
class Shift:
    """A band of one day. A night belongs to the evening it began on, so nothing changes at midnight."""

    band: Band
    day: date
    ends_at: datetime  # aware

    def seconds_left(self, now: datetime) -> int:
        """Whole seconds until the next band, never negative."""
        return max(0, int((self.ends_at - now).total_seconds()))

    def cache_control(self, now: datetime) -> str:
        """Any cache may keep an answer made for these hours, and none past their end."""
        return cache_control_until(now, self.ends_at)


def shift_at(now: datetime) -> Shift:
    """The band at an aware moment. Clocks going forward or back change nothing but its length."""
    wall = now.astimezone(WALL_CLOCK)
    day = wall.date() if wall.hour >= STARTS[Band.EARLY] else wall.date() - timedelta(days=1)
    begun = [band for band, hour in STARTS.items() if day < wall.date() or wall.hour >= hour]
    band = begun[-1]
    later = [hour for hour in STARTS.values() if hour > STARTS[band]]
    end_day, end_hour = (day, later[0]) if later else (day + timedelta(days=1), STARTS[Band.EARLY])
    return Shift(band, day, datetime.combine(end_day, time(end_hour), WALL_CLOCK))
