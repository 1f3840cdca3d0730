"""JSON Feed 1.0 and 1.1, which feedparser does not read."""

import json
from typing import Any

from .clean import escaped
from .errors import ParseError
from .types import Entry, ParsedFeed

VERSIONS = {
    "https://jsonfeed.org/version/1": "json10",
    "https://jsonfeed.org/version/1.1": "json11",
}


def parse(text: str) -> ParsedFeed:
    """The feed in a JSON document; raises ParseError for any other JSON."""
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ParseError("The address sends JSON that cannot be read.") from error
    version = VERSIONS.get(_string(document, "version").rstrip("/")) if isinstance(document, dict) else None
    items = document.get("items") if version else None
    if version is None or not isinstance(items, list):
        raise ParseError("The address sends JSON, but no feed.")
    language = _string(document, "language")
    authors = _author(document)
    readable = [item for item in items if isinstance(item, dict)]
    unreadable = len(items) - len(readable)
    return ParsedFeed(
        version=version,
        title=_string(document, "title"),
        entries=tuple(_entry(item, language, authors) for item in readable),
        language=language,
        remarks=(f"{unreadable} entries could not be read.",) if unreadable else (),
    )


def _entry(item: dict[str, Any], language: str, authors: str) -> Entry:
    text = _string(item, "content_text") or _string(item, "summary")
    html = _string(item, "content_html") or escaped(text)
    return Entry(
        guid=_string(item, "id"),
        url=_string(item, "url") or _string(item, "external_url"),
        title=_string(item, "title"),
        title_is_html=False,
        html=html,
        author=_author(item) or authors,
        published=_string(item, "date_published"),
        updated=_string(item, "date_modified"),
        language=_string(item, "language") or language,
    )


def _author(thing: dict[str, Any]) -> str:
    """The names of 1.1's `authors`, else of 1.0's `author`."""
    authors = thing.get("authors")
    people = authors if isinstance(authors, list) else [thing.get("author")]
    names = (_string(person, "name") for person in people if isinstance(person, dict))
    return ", ".join(filter(None, names))


def _string(thing: dict[str, Any], name: str) -> str:
    """The field as text. An id may be a number; whatever else is no text is left out."""
    value = thing.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
