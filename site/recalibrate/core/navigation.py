"""The main menu: fixed places first to last, the same on every page."""

from dataclasses import dataclass

from django.http import HttpRequest

from .addresses import absolute
from .structured_data import Crumb

PLACES = (
    ("Posts", "/posts/"),
    ("Guardian", "/guardian/"),
    ("Programmes", "/programmes/"),
    ("National picks", "/picks/"),
    ("Follow", "/feeds/"),
    ("About", "/about/"),
)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    title: str
    url: str
    is_current: bool


def navigation(request: HttpRequest) -> tuple[NavigationItem, ...]:
    return tuple(NavigationItem(title, url, request.path.startswith(url)) for title, url in PLACES)


def crumbs(path: str, name: str) -> tuple[Crumb, ...]:
    """From the home page to what is at `path`, past the main place it belongs to."""
    if not name or path == "/":
        return ()
    above = [
        NavigationItem("Home", "/", False),
        *(NavigationItem(t, u, True) for t, u in PLACES if path.startswith(u) and path != u),
    ]
    return (*(Crumb(place.title, absolute(place.url)) for place in above), Crumb(name, absolute(path)))
