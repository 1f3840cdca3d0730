"""JSON Feed 1.0 and 1.1, which feedparser does not read."""

import json
from functools import partial
from typing import Any

from recalibrate.text.clean import verbatim
from recalibrate.translation import gettext

from .each import convert_each
from .parse_errors import NoFeed, ParseError
from .types import ParsedEntry, ParsedFeed

VERSIONS = {
    "https://jsonfeed.org/version/1": "json10",
    "https://jsonfeed.org/version/1.1": "json11",
}


def parse_json_feed(text: str) -> ParsedFeed:
    """The feed in a JSON document; raises ParseError for any other JSON."""
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ParseError(gettext("The address sends JSON that cannot be read.")) from error
    version = VERSIONS.get(_version(document)) if isinstance(document, dict) else None
    items = document.get("items") if version else None
    if version is None or not isinstance(items, list):
        raise NoFeed(gettext("The address sends JSON, but not a feed."))
    language, authors = _string(document, "language"), _author(document)
    readable = [item for item in items if isinstance(item, dict)]
    entries, lost = convert_each(readable, partial(_entry, language=language, authors=authors))
    return ParsedFeed(
        version=version,
        title=_string(document, "title"),
        entries=entries,
        language=language,
        lost=lost + len(items) - len(readable),
    )


def _version(document: dict[str, Any]) -> str:
    named = _string(document, "version").strip().rstrip("/")
    return named.replace("http://", "https://", 1).replace("://www.", "://", 1)


def _entry(item: dict[str, Any], *, language: str, authors: str) -> ParsedEntry:
    text = _string(item, "content_text") or _string(item, "summary")
    enclosure = next((one for one in _list(item, "attachments") if isinstance(one, dict)), {})
    return ParsedEntry(
        guid=_string(item, "id"),
        url=_string(item, "url") or _string(item, "external_url"),
        title=_string(item, "title"),
        title_is_html=False,
        html=_string(item, "content_html") or verbatim(text),
        summary=verbatim(summary) if (summary := _string(item, "summary")) else "",
        also=(verbatim(_string(item, "content_text")),),
        author=_author(item) or authors,
        published=_string(item, "date_published"),
        updated=_string(item, "date_modified"),
        language=_string(item, "language") or language,
        categories=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        image=_string(item, "image") or _string(item, "banner_image"),
        enclosure=_string(enclosure, "url"),
        enclosure_type=_string(enclosure, "mime_type"),
    )


def _author(thing: dict[str, Any]) -> str:
    """The names of 1.1's `authors`, else of 1.0's `author`."""
    people = _list(thing, "authors") or [thing.get("author")]
    names = (_string(person, "name") for person in people if isinstance(person, dict))
    return ", ".join(filter(None, names))


def _string(thing: dict[str, Any], name: str) -> str:
    """The field as text. An id may be a number; whatever else is no text is left out."""
    value = thing.get(name)
    # JSON Feed 1.1, “id”: a number is to be read as a string. True is an int in Python.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _list(thing: dict[str, Any], name: str) -> list[Any]:
    value = thing.get(name)
    return value if isinstance(value, list) else []
