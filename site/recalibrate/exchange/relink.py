"""Links from one post that was brought in to another lead to it here; others within the old site are text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup


def place_of(link: str) -> tuple[str, str]:
    """Host and path, the same however the address of a page is written."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return "", ""
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return (parts.hostname or "").removeprefix("www."), path.rstrip("/")


@dataclass
class Relinked:
    """A body whose links lead to where they should, which of them do, and which are only text now."""

    body: list[dict[str, Any]]
    followed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def relinked(
    body: list[dict[str, Any]], pages: Mapping[tuple[str, str], int], hosts: frozenset[str]
) -> Relinked:
    """`pages`: where each post stood, and its number here. `hosts`: those of the site that is left."""
    done = Relinked([])
    done.body = [_in(block, pages, hosts, done) for block in body]
    return done


def _in(value: Any, pages: Mapping[tuple[str, str], int], hosts: frozenset[str], done: Relinked) -> Any:
    if isinstance(value, dict):
        return {key: _in(inner, pages, hosts, done) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in(inner, pages, hosts, done) for inner in value]
    if isinstance(value, str) and '<a href="' in value:
        return _in_html(value, pages, hosts, done)
    return value


def _in_html(html: str, pages: Mapping[tuple[str, str], int], hosts: frozenset[str], done: Relinked) -> str:
    soup = BeautifulSoup(html, "html.parser")
    has_changed = False
    for link in soup.find_all("a", href=True):
        old = str(link["href"])
        place = place_of(old.partition("#")[0])
        if number := pages.get(place):
            link.attrs = {"linktype": "page", "id": str(number)}
            done.followed.append(old)
        elif place[0] in hosts and "/wp-content/" not in place[1]:
            link.unwrap()
            done.gone.append(old)
        else:
            continue
        has_changed = True
    return soup.decode(formatter="minimal") if has_changed else html
