"""Before and after, as two groups of the same room; and what those who said nothing might have said."""

from dataclasses import dataclass
from decimal import Decimal

from recalibrate.guardian.charts.words import percent
from recalibrate.translation import gettext

from .types import Attendance, Disclosed


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that may have said yes, of all who came."""

    least: int
    most: int
    came: int
    answered: int

    @property
    def texts(self) -> tuple[str, str]:
        return share(self.least, self.came), share(self.most, self.came)

    @property
    def sentence(self) -> str:
        if self.answered >= self.came:
            return ""
        least, most = self.texts
        silent = self.came - self.answered
        return gettext(
            "{silent} of {came} did not answer. Had all of them said no, it would be {least}; all yes, "
            "{most}."
        ).format(silent=silent, came=self.came, least=least, most=most)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same question before and after; either may be missing or withheld."""

    before: Disclosed | None
    after: Disclosed | None
    room_before: Attendance
    room_after: Attendance

    @property
    def name(self) -> str:
        shown = self.after or self.before
        return shown.asked.name if shown else ""

    @property
    def newcomers(self) -> int:
        """At least so many of those who answered after cannot be among those who answered before."""
        if not (self.before and self.after and self.before.answered and self.after.answered):
            return 0
        return max(0, self.after.answered - self.before.answered)

    @property
    def bounds(self) -> Bounds | None:
        return bounds_of(self.after, self.room_after) if self.after else None


def share(part: int, whole: int) -> str:
    return percent(Decimal(part), Decimal(whole))


def bounds_of(shown: Disclosed, room: Attendance) -> Bounds | None:
    """Nothing where attendance was not counted, or more answered than came."""
    if shown.yes is None or shown.answered is None or not room.came or room.came < shown.answered:
        return None
    return Bounds(shown.yes, shown.yes + room.came - shown.answered, room.came, shown.answered)


def came_note(room: Attendance) -> str:
    """The honest check: more forms than people."""
    if room.came is None or room.forms <= room.came:
        return ""
    return gettext("{forms} forms, {came} came: a person may have answered twice.").format(
        forms=room.forms, came=room.came
    )
