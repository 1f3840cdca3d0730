"""Who came to a session, as readers see it: a number, how many hospitals, and parts that no one stands out in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .answers.door import door_parts
from .records.room import DoorCount, DoorDimension


@dataclass(frozen=True, slots=True)
class WhoCame:
    whole: int
    lines: tuple[str, ...] = ()


def who_came(session_pk: int) -> WhoCame | None:
    """Nothing until the door has been counted."""
    rows = list(DoorCount.objects.filter(session=session_pk))
    whole = next((row.count for row in rows if row.dimension == DoorDimension.WHOLE), None)
    if whole is None:
        return None
    lines = []
    for by in (DoorDimension.HOSPITAL, DoorDimension.GRADE, DoorDimension.PROFESSION):
        counts = {row.category: row.count for row in rows if row.dimension == by}
        if not counts:
            continue
        parts = door_parts(counts, whole)
        if by == DoorDimension.HOSPITAL:
            text = ngettext("From {} hospital", "From {} hospitals", parts.kinds).format(parts.kinds)
            lines.append(f"{text}: {parts.sentence}." if parts.sentence else f"{text}.")
        elif parts.sentence:
            text = _("By grade: {}.") if by == DoorDimension.GRADE else _("By profession: {}.")
            lines.append(text.format(parts.sentence))
    return WhoCame(whole, tuple(lines))
