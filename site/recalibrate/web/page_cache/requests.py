"""Which requests may be answered from memory, and under which key."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

Environ = Mapping[str, Any]

# Our own links carry a few slugs; a longer query could only fill memory with keys.
LONGEST_QUERY = 200
# Marks that others put on links to follow people. They never make another page, and go no further.
TRACKING_PARAMETERS = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "msclkid")


class Key(NamedTuple):
    host: str
    path: str
    query: str
    scheme: str
    language: str = ""


def strip_tracking(query: str) -> str:
    """The query without what others added to follow people."""
    if not any(mark in query for mark in TRACKING_PARAMETERS):
        return query
    return "&".join(part for part in query.split("&") if not part.startswith(TRACKING_PARAMETERS))


class Rules(NamedTuple):
    """What the site says about its own requests.

    `parameters` make another page out of a listing. What a reader searched for, or the day they worked on,
    is never among them: such requests go through to Django and leave nothing behind. `language_of` tells in
    which language Django will answer; where there is one language only, no visitor is asked.
    """

    session_cookie: str
    not_below: tuple[str, ...]
    parameters: frozenset[str]
    language_of: Callable[[Environ], str] | None = None


def is_known(query: str, parameters: frozenset[str]) -> bool:
    if len(query) > LONGEST_QUERY:
        return False
    return all(name in parameters for name, _ in parse_qsl(query, keep_blank_values=True))


def key_of(environ: Environ, rules: Rules) -> Key | None:
    """None if the answer may be one person's own, or must not be kept for another reason."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    path = environ["PATH_INFO"]
    if path.startswith(rules.not_below) or rules.session_cookie in environ.get("HTTP_COOKIE", ""):
        return None
    # What is asked with a name is for that name (RFC 9111, 3.5); a range is no whole answer to keep.
    if "HTTP_AUTHORIZATION" in environ or "HTTP_RANGE" in environ:
        return None
    query = environ.get("QUERY_STRING", "")
    if query and not is_known(query := strip_tracking(query), rules.parameters):
        return None
    scheme = environ.get("HTTP_X_FORWARDED_PROTO", "")
    if scheme not in ("", "http", "https"):
        return None
    language = rules.language_of(environ) if rules.language_of else ""
    return Key(environ.get("HTTP_HOST", ""), path, query, scheme, language)


def unconditional(environ: Environ, key: Key) -> dict[str, Any]:
    """The same request, asked for the whole answer as it is for everybody."""
    asked = {name: value for name, value in environ.items() if name not in CONDITIONS}
    asked["QUERY_STRING"] = key.query
    asked[IS_KEPT] = True
    return asked


CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
IS_KEPT = "recalibrate.is_kept"  # tells the application that a copy may be kept and compressed further out
