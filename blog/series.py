"""Where a post stands in its series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import PostPage, Series


@dataclass(frozen=True, slots=True)
class Part:
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
    parts: tuple[Part, ...]

    @property
    def current(self) -> Part:
        return next(part for part in self.parts if part.is_current)

    @property
    def previous(self) -> Part | None:
        return self.parts[self.current.number - 2] if self.current.number > 1 else None

    @property
    def next(self) -> Part | None:
        return self.parts[self.current.number] if self.current.number < len(self.parts) else None


def parts(posts: Sequence[PostPage], current: PostPage) -> tuple[Part, ...]:
    return tuple(
        Part(number, post.title, post.get_url() or "", post.content_note, post.pk == current.pk)
        for number, post in enumerate(posts, start=1)
    )


def place_in_series(post: PostPage, series: Series) -> SeriesPlace | None:
    """The place of a published post among the published ones; nothing for a draft or for a series of one."""
    posts = list(
        type(post).objects.published().filter(series=series).defer_streamfields().in_order_of_series()
    )
    if len(posts) < 2 or post.pk not in {other.pk for other in posts}:
        return None
    return SeriesPlace(series.name, series.get_absolute_url(), parts(posts, post))
