"""The main menu: fixed places first to last, the same on every page."""

from dataclasses import dataclass

from django.http import HttpRequest

PLACES = (
    ("Posts", "/posts/"),
    ("Guardian", "/guardian/"),
    ("National picks", "/picks/"),
    ("Follow", "/feeds/"),
    ("About", "/about/"),
)


@dataclass(frozen=True, slots=True)
class Place:
    title: str
    url: str
    is_current: bool


def navigation(request: HttpRequest) -> tuple[Place, ...]:
    return tuple(Place(title, url, request.path.startswith(url)) for title, url in PLACES)
