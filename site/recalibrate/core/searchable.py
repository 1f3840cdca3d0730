"""What readers can find by searching. Each app registers its kinds; the search app keeps the index.

A new kind is one `Kind` in the app's own `searchable.py` and one `register()` in its `ready()`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One thing as a search shows it: its public words, nothing else.

    `state_ids` has the primary state first. What `is_quotable` is false for is found by its text, but
    answers never quote from it: its content note must come before its words. After `expires_on` it is
    found no more.
    """

    title: str
    url: str
    summary: str = ""
    text: str = ""
    byline: str = ""
    published_on: date | None = None
    expires_on: date | None = None
    minutes: int | None = None
    state_ids: tuple[int, ...] = ()
    content_note: str = ""
    is_quotable: bool = True
    is_external: bool = False


@dataclass(frozen=True, slots=True)
class Dependency:
    """When a `model` row is saved, the things that `affected` gives have to be read again."""

    model: type[Model]
    affected: Callable[[Any], Iterable[Model]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing that can be found. `public` gives what readers may see and all `document` needs."""

    slug: str
    label: str
    icon: str
    model: type[Model]
    public: Callable[[], QuerySet[Any]]
    document: Callable[[Any], Document]
    order: int = 100  # lower is offered first
    depends_on: tuple[Dependency, ...] = ()


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """From now on, the search finds this kind. Call it in `ready()`."""
    _kinds[kind.slug] = kind


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order in which readers are offered them."""
    return tuple(sorted(_kinds.values(), key=lambda kind: (kind.order, kind.slug)))


def kind_of(model: type[Model]) -> Kind | None:
    return next((kind for kind in _kinds.values() if kind.model is model), None)
