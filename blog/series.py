"""Where a post stands in its series."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from recalibrate.core.cards import LISTS
from recalibrate.core.isolate import each_isolated
from recalibrate.core.record_addresses import record_url
from recalibrate.core.revision_cache import per_revision


@dataclass(frozen=True, slots=True)
class SeriesPart:
    number: int
    title: str
    url: str
    content_note: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """One part of a series, seen from itself."""

    name: str
    url: str
    parts: tuple[SeriesPart, ...]

    @property
    def current(self) -> SeriesPart:
        return next(part for part in self.parts if part.is_current)

    @property
    def previous(self) -> SeriesPart | None:
        return self.parts[self.current.number - 2] if self.current.number > 1 else None

    @property
    def next(self) -> SeriesPart | None:
        return self.parts[self.current.number] if self.current.number < len(self.parts) else None


def place_in_series(post: Page, series: Any) -> SeriesPlace | None:
    """The place of a published post among the published ones; nothing for a draft or for a series of one."""
    posts = published_parts(type(post), series.pk)
    if len(posts) < 2 or post.pk not in {key for key, *_ in posts}:
        return None
    parts = tuple(
        SeriesPart(number, title, url, content_note, key == post.pk)
        for number, (key, title, url, content_note) in enumerate(posts, start=1)
    )
    return SeriesPlace(series.name, record_url(series), parts)


@per_revision
def published_parts(model: type[Page], series_pk: int) -> tuple[tuple[int, str, str, str], ...]:
    """Key, title, address and content note of a series' published posts, in its order."""
    posts = model.objects.published().filter(series=series_pk).defer_streamfields().in_order_of_series()
    return tuple(each_isolated(posts, _part_of, LISTS))


def _part_of(post: Page) -> tuple[int, str, str, str]:
    return post.pk, post.title, post.get_url() or "", post.content_note
