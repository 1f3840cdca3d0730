"""The one way a page's things are listed, whatever they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .models import SiteImage, StateOfMind

Kind = Literal["post", "guardian", "pick", "you-said"]


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

    @property
    def is_external(self) -> bool:
        return self.kind == "pick"
