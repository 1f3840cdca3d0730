"""The kinds of things that readers meet. Each app registers its own; everything above goes through the list.

Search, feeds, the hub, the weekly e-mail, state pages, the sitemap and the page cache know no kind by name:
what is registered here once is everywhere it belongs. A new kind is a `public_kinds.py` in the app that owns
it and one `register()` in its `ready()`; tests/core/test_public_kinds.py asks every consumer about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

from .search_document import SearchDocument
from .syndication import FeedEntry

if TYPE_CHECKING:
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from .models import StateOfMind


@dataclass(frozen=True, slots=True, kw_only=True)
class MainList:
    """A feed of whole kinds. `path` is its address below /feeds/, `page_path` that of its page.

    `mailed_as` is what the form for the weekly letter calls it; one that is `mailed_with` the list at
    another path has no box of its own there.
    """

    path: str
    title: StrOrPromise
    description: StrOrPromise
    page_path: StrOrPromise
    mailed_as: StrOrPromise = ""
    mailed_with: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """How subscribers get a kind: by feed readers and by the weekly e-mail.

    `things` gives what they may get, with all that `entry` shows. `entry_kind` is part of its entries' ids
    and must never change; `heading` is the one above them in the e-mail. `narrowed_by` has, for a vocabulary
    whose records have feeds of their own, the lookup from a thing to its records. `expires_by_date`: a day
    can take something away without a change that announces it. `renewed_by` is the date on which a thing that
    was published before became news again. A kind with a `subject_line` opens the letter of its week, and the
    letter's subject names it so. `corrections` gives what readers had before a stretch of time and must know
    in it that it was withdrawn or corrected.
    """

    main_list: MainList
    things: Callable[[], QuerySet[Any]]
    entry: Callable[[Any], FeedEntry]
    entry_kind: str
    heading: StrOrPromise
    dated_by: str = "first_published_at"
    narrowed_by: Mapping[type[Model], str] = field(default_factory=dict)
    expires_by_date: bool = False
    renewed_by: str = ""
    subject_line: StrOrPromise = ""
    corrections: Callable[[datetime, datetime], Iterable[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Dependency:
    """When a `model` row is saved, the things that `affected` gives have to be read again."""

    model: type[Model]
    affected: Callable[[Any], Iterable[Model]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKind:
    """One kind of published thing. `public` gives what readers may see and all that `document` needs.

    `pages` are the URL names of the kind's own listings, for the sitemap; `parameters` the GET parameters
    that make another page out of a listing, for the page cache. `about_state` gives what a state's page may
    show of it beside the posts, newest first.
    """

    slug: str
    label: StrOrPromise
    icon: str
    model: type[Model]
    public: Callable[[], QuerySet[Any]]
    document: Callable[[Any], SearchDocument]
    order: int = 100  # lower is offered first
    depends_on: tuple[Dependency, ...] = ()
    feed: Feed | None = None
    pages: tuple[str, ...] = ()
    parameters: frozenset[str] = frozenset()
    about_state: Callable[[StateOfMind], QuerySet[Any]] | None = None


_kinds: dict[str, PublicKind] = {}
_parameters: set[str] = set()


def register(*kinds: PublicKind) -> None:
    """From now on, readers meet these. Call it in `ready()`."""
    for kind in kinds:
        _kinds[kind.slug] = kind


def public_kinds() -> tuple[PublicKind, ...]:
    """Every kind, in the order in which readers are offered them."""
    return tuple(sorted(_kinds.values(), key=lambda kind: (kind.order, kind.slug)))


def kind_of(model: type[Model]) -> PublicKind | None:
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def syndicated_kinds() -> Iterator[tuple[PublicKind, Feed]]:
    """Every kind that subscribers get, with how."""
    for kind in public_kinds():
        if kind.feed is not None:
            yield kind, kind.feed


def register_parameters(*names: str) -> None:
    """GET parameters that make another page out of one that is no kind's listing. Call it in `ready()`."""
    _parameters.update(names)


def parameters() -> frozenset[str]:
    """Every GET parameter that makes another page: what the page cache may tell pages apart by."""
    return frozenset(_parameters).union(*(kind.parameters for kind in _kinds.values()))
