"""Kinds of things as subscribers get them, and how several kinds become one list in order of time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.public_kinds import Feed, MainList, syndicated_kinds
from recalibrate.core.revision_cache import RevisionMemory, current_stamp
from recalibrate.core.syndication import FeedEntry

# Whole texts, each in every list that its thing is on: of the newest, and of what is asked for beside them.
KEPT_ENTRIES = RevisionMemory[FeedEntry](300)


@dataclass(frozen=True, slots=True)
class Stream:
    """Things of one kind: all that readers may see, and how one of them is described."""

    things: QuerySet[Any]
    dated_by: str
    entry_for: Callable[[Any], FeedEntry]
    renewed_by: str = ""

    def between(self, since: datetime, until: datetime, count: int) -> tuple[list[FeedEntry], int]:
        """The newest of what was published or news again from `since` and before `until`; and how many."""
        is_new = Q(**{f"{self.dated_by}__gte": since, f"{self.dated_by}__lt": until})
        if self.renewed_by:
            is_new |= self._is_renewed(since, until)
        things = self.things.filter(is_new)
        return self._entries(things.order_by(f"-{self.dated_by}", "-pk")[:count]), things.order_by().count()

    def _is_renewed(self, since: datetime, until: datetime) -> Q:
        """By whole days, so that a day is in one letter only; never the day of publication itself."""
        first, end = timezone.localdate(since), timezone.localdate(until)
        days = {f"{self.renewed_by}__gte": first, f"{self.renewed_by}__lt": end}
        return Q(**days, **{f"{self.renewed_by}__gt": TruncDate(self.dated_by)})

    def newest(self, count: int) -> list[FeedEntry]:
        ordered = self.things.order_by(f"-{self.dated_by}", "-pk")
        if current_stamp() is None:
            return self._entries(ordered[:count])
        return self.among(list(ordered.values_list("pk", flat=True)[:count]))

    def among(self, keys: Sequence[int]) -> list[FeedEntry]:
        """The entries of the things with these keys; each is written once a revision."""
        asked = {(self.entry_for, key): key for key in keys}
        kept = KEPT_ENTRIES.get_many(
            list(asked), lambda missing: self._written({asked[name]: name for name in missing})
        )
        return list(kept.values())

    def _written(self, names: Mapping[int, Any]) -> dict[Any, FeedEntry]:
        things = self.things.filter(pk__in=list(names))
        return dict(each_isolated(things, lambda thing: (names[thing.pk], self._entry(thing)), FEEDS))

    def _entries(self, things: Iterable[Any]) -> list[FeedEntry]:
        return list(each_isolated(things, self._entry, FEEDS))

    def _entry(self, thing: Any) -> FeedEntry:
        return require_dates(self.entry_for(thing))


def require_dates(entry: FeedEntry) -> FeedEntry:
    """The entry, if it can stand in a list that is in order of time. Raises ValueError."""
    if entry.published_at is None or entry.updated_at is None:
        raise ValueError(gettext("It does not say when it was published."))
    return entry


def _again(thing: Any) -> FeedEntry:
    stream = next(stream for stream in every() if isinstance(thing, stream.things.model))
    return require_dates(stream.entry_for(thing))


FEEDS = error_boundary(
    "feed", gettext_lazy("is missing from feeds and from e-mails to subscribers"), again=_again
)


def stream_of(feed: Feed) -> Stream:
    return Stream(feed.things(), feed.dated_by, feed.entry, feed.renewed_by)


def every() -> tuple[Stream, ...]:
    """A stream of each kind of thing."""
    return tuple(stream_of(feed) for _kind, feed in syndicated_kinds())


def on_main_list(main_list: MainList) -> tuple[Stream, ...]:
    """The kinds that are on this list, whole."""
    return tuple(stream_of(feed) for _kind, feed in syndicated_kinds() if feed.main_list == main_list)


def streams_about(record: Model) -> tuple[Stream, ...]:
    """Of each kind that knows the record's vocabulary, what has to do with this record."""
    return tuple(
        Stream(feed.things().filter(**{feed.narrowed_by[type(record)]: record}), feed.dated_by, feed.entry)
        for _kind, feed in syndicated_kinds()
        if type(record) in feed.narrowed_by
    )


def newest_entries(streams: Sequence[Stream], count: int) -> list[FeedEntry]:
    """The newest entries of all streams together, newest first."""
    return _newest_first(entry for stream in streams for entry in stream.newest(count))[:count]


def entry_count(streams: Sequence[Stream]) -> int:
    return sum(stream.things.order_by().count() for stream in streams)


def oldest_between(streams: Sequence[Stream], start: int, stop: int) -> list[FeedEntry]:
    """Entries number `start` to `stop`, counted from the oldest; newest first.

    Counted from that end because an entry's number then stays the same when others are added.
    """
    keys = defaultdict(list)
    for number, key in _timeline(streams)[start:stop]:
        keys[number].append(key)
    return _newest_first(entry for number, pks in keys.items() for entry in streams[number].among(pks))


def _timeline(streams: Sequence[Stream]) -> Any:
    """(number of the stream, key) of everything, oldest first; sliced in the database."""
    rows = [
        stream.things.order_by().values_list(stream.dated_by, Value(number), "pk")
        for number, stream in enumerate(streams)
    ]
    if len(rows) == 1:
        ordered = rows[0].order_by(streams[0].dated_by, "pk")
        return _Keys(ordered)
    return _Keys(rows[0].union(*rows[1:], all=True).order_by(streams[0].dated_by, "pk"))


@dataclass(frozen=True, slots=True)
class _Keys:
    rows: QuerySet[Any, Any]

    def __getitem__(self, part: slice) -> list[tuple[int, int]]:
        return [(number, key) for _moment, number, key in self.rows[part]]


def _newest_first(entries: Iterable[FeedEntry]) -> list[FeedEntry]:
    return sorted(entries, key=lambda entry: (entry.published_at, entry.uuid), reverse=True)
