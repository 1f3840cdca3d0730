"""The one way a page's things are listed, whatever they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from django.utils.translation import gettext_lazy

from .isolate import attempt_isolated, each_isolated, error_boundary

if TYPE_CHECKING:
    from .models import SiteImage, StateOfMind

Kind = Literal[
    "post", "guardian", "pick", "you-said", "programme", "session", "exercise", "open-call", "results"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thing in a list, as readers see it. `states` has the primary one first."""

    kind: Kind
    title: str
    url: str
    summary: str = ""
    byline: str = ""
    published_on: date | None = None
    minutes: int | None = None
    states: tuple[StateOfMind, ...] = ()
    line: str = ""
    cover: SiteImage | None = None
    drawing: str = ""  # path data, for a post without a picture (templates/components/cover.html)
    content_note: str = ""
    also_in: tuple[tuple[str, str], ...] = ()  # who else tells it, and where
    progress: str = ""
    language: str = ""  # that its title and summary are in, where it is not English

    @property
    def is_external(self) -> bool:
        return self.kind == "pick"


#: What a thing is about, told to its `card()` by who has asked already; None: it asks for itself, at a query each.
KnownStates: TypeAlias = "tuple[StateOfMind, ...] | None"

LISTS = error_boundary("list", gettext_lazy("is missing from lists"), again=lambda thing: thing.card())


def cards_of(things: Iterable[Any]) -> list[Card]:
    """The card of everything that has one."""
    return list(each_isolated(things, card_of, LISTS))


def card_of(thing: Any) -> Card:
    card: Card = thing.card()
    return card


def card_or_none(thing: Any, **known: Any) -> Card | None:
    """The card of something that a page may do without; `known` is for its `card()`."""
    return None if thing is None else attempt_isolated(thing, lambda one: one.card(**known), LISTS, None)
