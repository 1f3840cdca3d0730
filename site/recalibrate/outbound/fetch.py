"""Asking another server: what is asked for, what way it leads, and what comes of it."""

import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPException
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError

from recalibrate.translation import gettext

from .caller import Caller
from .errors import AddressRefused, FetchError, RemoteError, TimedOut
from .guarded_connections import OUT_OF_TIME, PORTS, FetchDeadline, FetchPolicy
from .http_errors import error_for_connection, error_for_status
from .response_body import read_body
from .types import Fetched, FetchRequest, NotModified, Reached
from .waits import fresh_for

MAX_ADDRESS = 2_000  # what is kept of one: a longer one could not be asked for again
MAX_REDIRECTS = 5  # followed here, one by one: each new address is judged as the first was (decision 0035)
MAX_ETAG, MAX_LAST_MODIFIED = 1_000, 200  # what is kept of them
REDIRECTS = frozenset([301, 302, 303, 307, 308])
PERMANENT = frozenset([301, 308])
FEEDS = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
PAGES = "text/html, application/xhtml+xml, */*;q=0.8"

Tell = Callable[[str], None]
Answer = TypeVar("Answer")
Take = Callable[[HTTPResponse, str, str, FetchDeadline], Answer]  # an answer, its address, where it moved


def _silent(words: str) -> None:
    pass


def fetch(request: FetchRequest, policy: FetchPolicy, *, tell: Tell = _silent) -> Fetched | NotModified:
    """Get a feed's document, or learn that it is unchanged; raises FetchError within the policy's time.

    `tell` hears of every answer on the way.
    """
    return _ask(request, policy, tell, FEEDS, _document)


def reach(url: str, policy: FetchPolicy) -> Reached:
    """Whether a page is where a link says it is. Nothing of it is read; raises FetchError as fetch() does."""
    return _ask(FetchRequest(url), policy, _silent, PAGES, _arrival)


def _ask(request: FetchRequest, policy: FetchPolicy, tell: Tell, accept: str, take: Take[Answer]) -> Answer:
    deadline = FetchDeadline(policy.total_seconds)
    try:
        return _follow(Caller(policy, deadline, accept), request, policy, deadline, tell, take)
    except RemoteError:
        raise
    except (HTTPException, HTTPError, OSError, ValueError, zlib.error) as error:
        if deadline.has_passed:
            raise TimedOut(gettext(OUT_OF_TIME)) from error
        raise error_for_connection(error) from error
    finally:
        deadline.close()


def _follow(
    caller: Caller,
    request: FetchRequest,
    policy: FetchPolicy,
    deadline: FetchDeadline,
    tell: Tell,
    take: Take[Answer],
) -> Answer:
    url, moved_to, is_permanent = request.url, "", True
    conditions = _conditions(request)
    for _ in range(MAX_REDIRECTS + 1):
        check_address(url, policy)
        with caller.send("GET", url, conditions=conditions) as response:
            if response.status == 304 and not conditions:
                raise FetchError(
                    gettext("The source says that nothing has changed, although we have nothing from it.")
                )
            target = response.headers.get("Location", "")
            tell(" ".join(filter(None, [f"{response.status} from {url}", target and f"→ {target}"])))
            if response.status not in REDIRECTS or not target:
                return take(response, url, moved_to if is_permanent else "", deadline)
            is_permanent = is_permanent and response.status in PERMANENT
            url = moved_to = urljoin(url, target)
    raise FetchError(
        gettext("The address redirects more than {max_redirects} times.").format(max_redirects=MAX_REDIRECTS)
    )


def check_address(url: str, policy: FetchPolicy) -> None:
    """Raises AddressRefused for a length, scheme, port or log-in that no feed needs."""
    if len(url) > MAX_ADDRESS:
        raise AddressRefused(gettext("The address is longer than any feed has a reason for."))
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise AddressRefused(gettext("The address cannot be read.")) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AddressRefused(gettext("Only http and https addresses are fetched."))
    if "@" in parts.netloc:
        raise AddressRefused(gettext("An address with a log-in in it is never fetched."))
    if port not in PORTS and f"{parts.hostname}:{port}" not in policy.allowed:
        raise AddressRefused(gettext("Port {port} is none that feeds are fetched from.").format(port=port))


def _conditions(request: FetchRequest) -> dict[str, str]:
    conditions = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _document(
    response: HTTPResponse, url: str, moved_to: str, deadline: FetchDeadline
) -> Fetched | NotModified:
    fresh = fresh_for(response.headers, datetime.now(UTC))
    if response.status == 304:
        return NotModified(fresh, moved_to)
    if response.status != 200:
        raise error_for_status(response, url)
    return Fetched(
        url=url,
        body=read_body(response, deadline),
        content_type=response.headers.get("Content-Type", "")[:500],
        etag=_validator(response, "ETag", longest=MAX_ETAG),
        last_modified=_validator(response, "Last-Modified", longest=MAX_LAST_MODIFIED),
        fresh_for=fresh,
        moved_to=moved_to,
        link=response.headers.get("Link", "")[:5_000],
    )


def _arrival(response: HTTPResponse, url: str, moved_to: str, deadline: FetchDeadline) -> Reached:
    if not 200 <= response.status < 300:
        raise error_for_status(response, url)
    return Reached(response.status, url, moved_to)


def _validator(response: HTTPResponse, name: str, *, longest: int) -> str:
    """The header verbatim; "" if it could not be stored and sent again, or is not to be relied on."""
    value = response.headers.get(name, "")
    is_sound = value.isascii() and value.isprintable() and len(value) <= longest
    return value if is_sound and response.headers.get("Expires", "").strip() != "0" else ""


def post_form(url: str, fields: dict[str, str], policy: FetchPolicy) -> None:
    """Send a small form and read nothing but the status; raises FetchError within the policy's time."""
    deadline = FetchDeadline(policy.total_seconds)
    try:
        check_address(url, policy)
        caller = Caller(policy, deadline, PAGES)
        with caller.send("POST", url, conditions={}, fields=fields) as answer:
            if answer.status >= 300:
                raise FetchError(
                    gettext("{status}: the address did not take it.").format(status=answer.status)
                )
    except (HTTPException, HTTPError, OSError) as error:
        if deadline.has_passed:
            raise TimedOut(gettext(OUT_OF_TIME)) from error
        raise error_for_connection(error) from error
    finally:
        deadline.close()
