"""What a page says of itself to browsers, search engines and chat previews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from .structured_data import Article, Course, Gathering

# Stands in the tab, the history and the chat preview of what must not say how a reader is
# (docs/decisions/0011).
NEUTRAL_TITLE = _("Reading for today")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """`name` is what the page is called in its own heading; `title` is what may stand in a tab.

    Where `shared_title` and `shared_description` are empty, the title and the description are shared.
    """

    canonical_url: str
    title: str = ""
    name: str = ""
    description: str = ""
    shared_title: str = ""
    shared_description: str = ""
    kind: Literal["website", "article"] = "website"
    image_url: str = ""
    article: Article | None = None
    gathering: Gathering | None = None
    course: Course | None = None

    @property
    def name_to_share(self) -> str:
        return self.shared_title or self.title
