"""What readers narrow posts down by, and the address of every narrowing. Pure.

Where exactly one thing is chosen and it has a page of its own, that page is its address; every other
combination lives below /posts/, by query, and is not for search engines.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal, get_args
from urllib.parse import urlencode

Facet = Literal["state", "helps", "by", "series", "time"]
FACETS: tuple[Facet, ...] = get_args(Facet)

INDEX_SLUG = "posts"
ALL_POSTS = f"/{INDEX_SLUG}/"
# The folder in which each choice has its own page (blog.urls). A state of mind has one too, but a richer one: here it
# is only a way to narrow the list.
FOLDERS: dict[str, str] = {"helps": "what-helps", "by": "disciplines", "series": "series"}
# Marked here, where there is no Django; translated where they are shown.
gettext_noop = str
NAMES: dict[Facet, str] = {
    "state": gettext_noop("State of mind"),
    "helps": gettext_noop("What helps"),
    "by": gettext_noop("Who is writing"),
    "series": gettext_noop("Series"),
    "time": gettext_noop("Time to read"),
}
# Time is cumulative: a reader with five minutes also has two. 0: without end.
TIMES: dict[str, tuple[int, int]] = {"2": (1, 2), "5": (1, 5), "10": (6, 0)}
TIME_NAMES = {
    "2": gettext_noop("2 minutes or less"),
    "5": gettext_noop("5 minutes or less"),
    "10": gettext_noop("More than 5 minutes"),
}

_SLUG = re.compile(r"[-a-zA-Z0-9_]+")  # as every form and every other address has it
LONGEST = 100  # no word of ours has a longer address; an endless one is not looked up


class UnknownFacet(ValueError):
    """A query asks for something that cannot be the name of anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is chosen, by slug; "" where nothing is."""

    state: str = ""
    helps: str = ""
    by: str = ""
    series: str = ""
    time: str = ""

    @property
    def chosen(self) -> dict[Facet, str]:
        return {facet: getattr(self, facet) for facet in FACETS if getattr(self, facet)}

    @property
    def minutes(self) -> tuple[int, int]:
        """The least and the most minutes; 0 for no most."""
        return TIMES.get(self.time, (1, 0))

    def having(self, facet: Facet, value: str) -> "Selection":
        return replace(self, **{facet: value})

    def without(self, facet: Facet) -> "Selection":
        return replace(self, **{facet: ""})

    @property
    def url(self) -> str:
        chosen = self.chosen
        if len(chosen) == 1:
            facet, value = next(iter(chosen.items()))
            if facet in FOLDERS:
                return f"/{FOLDERS[facet]}/{value}/"
        return f"{ALL_POSTS}?{urlencode(list(chosen.items()))}" if chosen else ALL_POSTS

    @property
    def query(self) -> str:
        """What pagination keeps in the address: "" or ends with “&”."""
        _, _, query = self.url.partition("?")
        return f"{query}&" if query else ""


def selection_from_query(query: Mapping[str, str]) -> Selection:
    """What a query string chooses. Other parameters and empty ones do not count.

    Raises UnknownFacet for what no editor could have named.
    """
    chosen = {field.name: query.get(field.name, "") for field in fields(Selection)}
    for name, value in chosen.items():
        if value and not is_possible(name, value):
            raise UnknownFacet(name)
    return Selection(**chosen)


def is_possible(name: str, value: str) -> bool:
    if name == "time":
        return value in TIMES
    return len(value) <= LONGEST and bool(_SLUG.fullmatch(value))
