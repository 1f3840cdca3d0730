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

ALL_POSTS = "/posts/"
# A state of mind has a page too, but a richer one: here it stays a way to narrow down.
PAGES: dict[str, str] = {
    "helps": "/what-helps/{}/",
    "by": "/disciplines/{}/",
    "series": "/series/{}/",
}
NAMES: dict[Facet, str] = {
    "state": "State of mind",
    "helps": "What helps",
    "by": "Who is writing",
    "series": "Series",
    "time": "Time to read",
}
# Time is cumulative: whoever has five minutes also has two. 0: without end.
TIMES: dict[str, tuple[int, int]] = {"2": (1, 2), "5": (1, 5), "10": (6, 0)}
TIME_NAMES = {"2": "2 minutes or less", "5": "5 minutes or less", "10": "More than 5 minutes"}

_SLUG = re.compile(r"[-a-zA-Z0-9_]+")  # as every form and every other address has it
LONGEST = 100


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
            if facet in PAGES:
                return PAGES[facet].format(value)
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
