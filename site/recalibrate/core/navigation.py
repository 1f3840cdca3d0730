"""The main menu: fixed places first to last, the same on every page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .addresses import absolute
from .fixed_pages import ABOUT, GUARDIAN, POSTS, PROGRAMMES, fixed_page
from .structured_data import Crumb

# The name, the address and, where a phone has no room for the name, one word.
PLACES = (
    (_("Posts"), fixed_page(POSTS), ""),
    (_("Guardian"), fixed_page(GUARDIAN), ""),
    (_("Programmes"), fixed_page(PROGRAMMES), ""),
    (_("National picks"), reverse_lazy("picks"), _("Picks")),
    (_("Follow"), reverse_lazy("syndication-list"), ""),
    (_("About"), fixed_page(ABOUT), ""),
)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    title: str
    url: str
    is_current: bool
    short: str = ""


def navigation(request: HttpRequest) -> tuple[NavigationItem, ...]:
    return tuple(menu_items(request.path))


def menu_items(path: str) -> Iterator[NavigationItem]:
    for title, address, short in PLACES:
        url = str(address)
        yield NavigationItem(str(title), url, path.startswith(url), str(short))


def crumbs(path: str, name: str) -> tuple[Crumb, ...]:
    """From the home page to what is at `path`, past the main place it belongs to."""
    if not name or path == "/":
        return ()
    above = [
        NavigationItem(gettext("Home"), "/", False),
        *(place for place in menu_items(path) if place.is_current and place.url != path),
    ]
    return (*(Crumb(place.title, absolute(place.url)) for place in above), Crumb(name, absolute(path)))
