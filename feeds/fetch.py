"""Getting a document from somebody else's server. With connect.py, the only code that opens a connection."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from .connect import CONNECT_SECONDS, OUT_OF_TIME, Deadline, GuardedAdapter, Policy
from .pipeline.errors import AddressRefused, FeedError, FetchError, Gone, TimedOut, TooLarge
from .pipeline.types import Fetched, FetchRequest, NotModified

READ_SECONDS = 10
MAX_BYTES = 5 * 1024 * 1024
MAX_REDIRECTS = 5
STEP = 64 * 1024
PORTS = frozenset([80, 443, 8080, 8443])
PERMANENT = frozenset([301, 308])
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """None: redirects are ours to follow. requests would read a redirect's whole body first."""
        return None


@contextmanager
def _session(policy: Policy, deadline: Deadline) -> Iterator[requests.Session]:
    with _Session() as session:
        session.trust_env = False  # neither proxies nor ~/.netrc
        session.headers.clear()
        session.headers.update(
            {"User-Agent": policy.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}
        )
        for prefix in ("http://", "https://"):
            session.mount(prefix, GuardedAdapter(policy, deadline))
        yield session


def fetch(request: FetchRequest, policy: Policy) -> Fetched | NotModified:
    """Get a feed's document, or learn that it is unchanged; raises FetchError within the policy's time."""
    deadline = Deadline(policy.total_seconds)
    try:
        with _session(policy, deadline) as session:
            return _follow(session, request, policy, deadline)
    except FeedError:
        raise
    except (requests.RequestException, HTTPError, OSError, ValueError, zlib.error) as error:
        if deadline.has_passed:
            raise TimedOut(OUT_OF_TIME) from error
        raise _in_words(error) from error
    finally:
        deadline.close()


def _follow(
    session: requests.Session, request: FetchRequest, policy: Policy, deadline: Deadline
) -> Fetched | NotModified:
    url, moved_to, is_permanent = request.url, "", True
    for _ in range(MAX_REDIRECTS + 1):
        check_address(url, policy)
        response = session.get(
            url,
            headers=_conditions(request),
            timeout=(CONNECT_SECONDS, min(READ_SECONDS, deadline.left())),
            stream=True,
            allow_redirects=False,
        )
        with response:
            target = response.headers.get("Location", "")
            if not (response.status_code in (301, 302, 303, 307, 308) and target):
                return _answer(response, url, moved_to if is_permanent else "", deadline)
            is_permanent = is_permanent and response.status_code in PERMANENT
            url = moved_to = urljoin(url, target)
    raise FetchError(f"The address redirects more than {MAX_REDIRECTS} times.")


def check_address(url: str, policy: Policy) -> None:
    """Raises AddressRefused for a scheme, port or log-in that no feed needs."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise AddressRefused("The address cannot be read.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AddressRefused("Only http and https addresses are fetched.")
    if parts.username or parts.password:
        raise AddressRefused("An address with a log-in in it is never fetched.")
    if port not in PORTS and f"{parts.hostname}:{port}" not in policy.allowed:
        raise AddressRefused(f"Port {port} is none that feeds are fetched from.")


def _conditions(request: FetchRequest) -> dict[str, str]:
    conditions = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _answer(response: requests.Response, url: str, moved_to: str, deadline: Deadline) -> Fetched | NotModified:
    fresh_for = _fresh_for(response)
    if response.status_code == 304:
        return NotModified(fresh_for)
    if response.status_code != 200:
        raise _refusal(response)
    return Fetched(
        url=url,
        body=_body(response, deadline),
        content_type=response.headers.get("Content-Type", ""),
        etag=response.headers.get("ETag", ""),
        last_modified=response.headers.get("Last-Modified", ""),
        fresh_for=fresh_for,
        moved_to=moved_to,
    )


def _body(response: requests.Response, deadline: Deadline) -> bytes:
    """The whole document. One that is cut short is an error, never taken for complete."""
    announced = response.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > MAX_BYTES:
        raise TooLarge(f"The document has {int(announced) // 1_000_000} MB; a feed may have 5.")
    parts, size = [], 0
    response.raw.enforce_content_length = True
    for part in response.raw.stream(STEP, decode_content=True):
        deadline.left()
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise TooLarge("The document is larger than 5 MB.")
    if deadline.has_passed:
        raise TimedOut(OUT_OF_TIME)
    decoder = getattr(response.raw, "_decoder", None)
    inner = getattr(decoder, "_obj", None)
    if inner is not None and size and not inner.eof:
        raise FetchError("The document was cut short on its way.")
    return b"".join(parts)


def _refusal(response: requests.Response) -> FetchError:
    code, retry_after = response.status_code, _retry_after(response)
    match code:
        case 410:
            return Gone("410: the source says that this feed is gone for good.")
        case 404:
            return FetchError("404: there is nothing at this address any more.")
        case 401 | 403:
            return FetchError(f"{code}: the source refuses us, often by bot protection. Ask its owner.")
        case 429:
            return FetchError("429: the source asks us to come less often.", retry_after=retry_after)
        case 503:
            return FetchError("503: the source is not available at the moment.", retry_after=retry_after)
        case _ if code >= 500:
            return FetchError(f"{code}: the source has trouble of its own.", retry_after=retry_after)
        case _:
            return FetchError(f"The source answers {code}, which is no document.")


def _retry_after(response: requests.Response) -> timedelta | None:
    """Retry-After, in seconds or as a date."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit() and len(value) < 9:
        return timedelta(seconds=int(value))
    return _until(value)


def _fresh_for(response: requests.Response) -> timedelta | None:
    for directive in response.headers.get("Cache-Control", "").lower().split(","):
        name, _, value = directive.strip().partition("=")
        if name == "max-age" and value.isascii() and value.isdigit() and len(value) < 9:
            return timedelta(seconds=int(value))
    return _until(response.headers.get("Expires", ""))


def _until(date: str) -> timedelta | None:
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, TypeError, IndexError):
        return None
    left = moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)
    return max(left, timedelta())


def _in_words(error: Exception) -> FetchError:
    text = str(error)
    if isinstance(error, requests.exceptions.SSLError) or "certificate" in text.lower():
        return FetchError("The source's certificate is not valid, so we cannot know who answers.")
    if isinstance(error, requests.Timeout) or "timed out" in text.lower():
        return TimedOut(OUT_OF_TIME)
    if "IncompleteRead" in text or isinstance(error, requests.exceptions.ChunkedEncodingError):
        return FetchError("The document was cut short on its way.")
    if isinstance(error, requests.exceptions.InvalidURL | ValueError):
        return FetchError("The address cannot be read.")
    return FetchError("The source does not answer.")
