"""Which posts stand where on the first page, decided on numbers alone; they are read afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from .hours import Band, Shift

CANDIDATES = 60  # as many of the newest are looked at; fewer means that these are all there are
SHORT_AT_NIGHT = 3  # minutes
LATEST = 5  # beside the lead and the read for these hours; the list of posts has the others


@dataclass(frozen=True, slots=True)
class LeadCandidate:
    """A post that may be featured, as far as the choice needs to know it."""

    pk: int
    minutes: int
    is_gentle: bool  # neither a content note nor a level above 1


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Keys of posts, each at most once."""

    lead: int | None
    read_now: int | None
    latest: tuple[int, ...]


def read_for(shift: Shift, candidates: Sequence[LeadCandidate]) -> int | None:
    """One gentle post for these hours: the same for everybody, another with the next band; short at night."""
    gentle = sorted((c for c in candidates if c.is_gentle), key=lambda c: c.pk)
    short = [c for c in gentle if c.minutes <= SHORT_AT_NIGHT]
    pool = short if shift.band == Band.NIGHT and short else gentle
    return pool[crc32(f"{shift.day} {shift.band}".encode()) % len(pool)].pk if pool else None


def front_page(newest_first: Sequence[LeadCandidate], shift: Shift, chosen_lead: int | None) -> FrontPage:
    """The editors' lead or else the newest, one read for these hours, and the latest of the others.

    A chosen lead that is not among the candidates counts only if it may be older than all of them.
    """
    keys = [c.pk for c in newest_first]
    is_there = chosen_lead in keys or len(keys) >= CANDIDATES
    lead = chosen_lead if chosen_lead and is_there else next(iter(keys), None)
    others = [c for c in newest_first if c.pk != lead]
    read_now = read_for(shift, others)
    latest = tuple(c.pk for c in others if c.pk != read_now)[:LATEST]
    return FrontPage(lead, read_now, latest)
