"""What a post's sensitivity level asks of the page, the feeds and the listings. Pure."""

from datetime import date
from enum import IntEnum

from recalibrate.translation import gettext_noop


class Level(IntEnum):
    """0 nothing · 1 help at the end · 2 content note, help at top and end · 3 as 2, and much more care."""

    NONE = 0
    HELP = 1
    NOTE = 2
    CARE = 3


LABELS = {
    Level.NONE: gettext_noop("0: nothing to mention"),
    Level.HELP: gettext_noop("1: a short help panel at the end"),
    Level.NOTE: gettext_noop("2: a content note, help at the top and the end"),
    Level.CARE: gettext_noop("3: suicide or self-harm: as 2, second approver, note and link only in feeds"),
}
CHOICES = [(level.value, LABELS[level]) for level in Level]


def needs_content_note(level: int) -> bool:
    return level >= Level.NOTE


def has_help_at_top(level: int) -> bool:
    return level >= Level.NOTE


def has_help_at_end(level: int) -> bool:
    return level >= Level.HELP


def needs_second_approver(level: int) -> bool:
    """Whether a second person must have agreed before it is published."""
    return level >= Level.CARE


def is_named_in_tabs(level: int) -> bool:
    """Whether the title may stand where others see it: in a tab, a history, a chat preview."""
    return level < Level.NOTE


def may_be_featured(level: int) -> bool:
    """Whether the post may be met by chance: as lead, as the one read, at random, in a social image."""
    return level < Level.CARE


def is_syndicated_in_full(level: int) -> bool:
    """Whether feeds carry the text; otherwise they carry the content note and a link."""
    return level < Level.CARE


def next_review(level: int, reviewed_on: date) -> date:
    """When an editor should read the post again: after a year at levels 2 and 3, after two below."""
    year = reviewed_on.year + (1 if level >= Level.NOTE else 2)
    is_leap_day = (reviewed_on.month, reviewed_on.day) == (2, 29)
    return reviewed_on.replace(year=year, day=28 if is_leap_day else reviewed_on.day)
