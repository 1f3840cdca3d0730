"""Getting a document from somebody else's server. With connect.py, the only code that opens a connection."""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from .connect import CONNECT_SECONDS, OUT_OF_TIME, PORTS, Deadline, GuardedAdapter, Policy
from .pipeline.challenge import CHALLENGED, is_challenge
from .pipeline.errors import (
    AddressRefused,
    AskedToWait,
    FeedError,
    FetchError,
    Gone,
    Refused,
    TimedOut,
    TooLarge,
)
from .pipeline.types import Fetched, FetchRequest, NotModified

READ_SECONDS = 10
MAX_BYTES = 5 * 1024 * 1024
MAX_REDIRECTS = 5
MAX_ETAG, MAX_LAST_MODIFIED = 1_000, 200  # what is kept of them
STEP = 64 * 1024
REDIRECTS = frozenset([301, 302, 303, 307, 308])
PERMANENT = frozenset([301, 308])
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
CUT_SHORT = "The document was cut short on its way."


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """None: redirects are ours to follow. requests would read a redirect's whole body first."""
        return None


@contextmanager
def _session(policy: Policy, deadline: Deadline) -> Iterator[requests.Session]:
    with _Session() as session:
        session.trust_env = False  # neither proxies nor ~/.netrc
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        session.headers.clear()
        session.headers["User-Agent"] = policy.user_agent
        session.headers["Accept"] = ACCEPT
        session.headers["Accept-Encoding"] = "gzip"
        session.headers["Connection"] = "close"
        for prefix in ("http://", "https://"):
            session.mount(prefix, GuardedAdapter(policy, deadline))
        yield session


def _silent(words: str) -> None:
    pass


def fetch(
    request: FetchRequest, policy: Policy, *, tell: Callable[[str], None] = _silent
) -> Fetched | NotModified:
    """Get a feed's document, or learn that it is unchanged; raises FetchError within the policy's time.

    `tell` hears of every answer on the way.
    """
    deadline = Deadline(policy.total_seconds)
    try:
        with _session(policy, deadline) as session:
            return _follow(session, request, policy, deadline, tell)
    except FeedError:
        raise
    except (requests.RequestException, HTTPError, OSError, ValueError, zlib.error) as error:
        if deadline.has_passed:
            raise TimedOut(OUT_OF_TIME) from error
        raise _in_words(error) from error
    finally:
        deadline.close()


def _follow(
    session: requests.Session,
    request: FetchRequest,
    policy: Policy,
    deadline: Deadline,
    tell: Callable[[str], None],
) -> Fetched | NotModified:
    url, moved_to, is_permanent = request.url, "", True
    conditions = _conditions(request)
    for _ in range(MAX_REDIRECTS + 1):
        check_address(url, policy)
        response = session.get(
            url,
            headers=conditions,
            timeout=(CONNECT_SECONDS, min(READ_SECONDS, deadline.left())),
            stream=True,
            allow_redirects=False,
        )
        with response:
            if response.status_code == 304 and not conditions:
                raise FetchError(
                    "The source says that nothing has changed, although we have nothing from it."
                )
            target = response.headers.get("Location", "")
            tell(" ".join(filter(None, [f"{response.status_code} from {url}", target and f"→ {target}"])))
            if response.status_code not in REDIRECTS or not target:
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
    if "@" in parts.netloc:
        raise AddressRefused("An address with a log-in in it is never fetched.")
    if port not in PORTS and f"{parts.hostname}:{port}" not in policy.allowed:
        raise AddressRefused(f"Port {port} is none that feeds are fetched from.")


def _conditions(request: FetchRequest) -> dict[str, str]:
    conditions = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _answer(
    response: requests.Response, url: str, moved_to: str, deadline: Deadline
) -> Fetched | NotModified:
    fresh_for = _fresh_for(response)
    if response.status_code == 304:
        return NotModified(fresh_for, moved_to)
    if response.status_code != 200:
        raise _refusal(response, url)
    return Fetched(
        url=url,
        body=_body(response, deadline),
        content_type=response.headers.get("Content-Type", "")[:500],
        etag=_validator(response, "ETag", longest=MAX_ETAG),
        last_modified=_validator(response, "Last-Modified", longest=MAX_LAST_MODIFIED),
        fresh_for=fresh_for,
        moved_to=moved_to,
    )


def _validator(response: requests.Response, name: str, *, longest: int) -> str:
    """The header verbatim; "" if it could not be stored and sent again, or is not to be relied on."""
    value = response.headers.get(name, "")
    is_sound = value.isascii() and value.isprintable() and len(value) <= longest
    return value if is_sound and response.headers.get("Expires", "").strip() != "0" else ""


def _body(response: requests.Response, deadline: Deadline) -> bytes:
    """The whole document. One that is cut short is an error, never taken for complete."""
    announced = response.headers.get("Content-Length", "")
    if announced.isascii() and announced.isdigit() and (len(announced) > 9 or int(announced) > MAX_BYTES):
        raise TooLarge("The document is larger than 5 MB, which no feed has a reason to be.")
    parts, size = [], 0
    for part in _decoded(response):
        deadline.left()
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise TooLarge("The document is larger than 5 MB, which no feed has a reason to be.")
    if deadline.has_passed:  # a shut socket looks like the end of a body without length
        raise TimedOut(OUT_OF_TIME)
    return b"".join(parts)


def _decoded(response: requests.Response) -> Iterator[bytes]:
    arriving = response.raw.stream(STEP, decode_content=False)
    match response.headers.get("Content-Encoding", "").strip().lower():
        case "" | "identity":
            return arriving
        case "gzip" | "x-gzip":
            return _unzipped(arriving)
    raise FetchError("The document is compressed in a way that we did not ask for.")


def _unzipped(arriving: Iterator[bytes]) -> Iterator[bytes]:
    """What a gzip stream holds, in small steps whatever it unpacks to; raises FetchError if it breaks off."""
    decoder = zlib.decompressobj(wbits=31)
    has_begun = False
    for part in arriving:
        rest = part
        while True:
            if decoder.eof:
                rest = decoder.unused_data or rest
                if not rest.startswith(b"\x1f\x8b"):  # padding; another member would begin with its mark
                    return
                decoder = zlib.decompressobj(wbits=31)
            piece = decoder.decompress(rest, STEP)
            has_begun = True
            yield piece
            rest = decoder.unconsumed_tail
            if not (decoder.unused_data or rest or len(piece) == STEP):
                break
    if has_begun and not decoder.eof:
        raise FetchError(CUT_SHORT)


def _refusal(response: requests.Response, url: str) -> FetchError:
    code = response.status_code
    if code in (429, 503):
        words = {
            429: "the source asks us to come less often",
            503: "the source is not available at the moment",
        }
        host, asked_for = urlsplit(url).hostname or "", _retry_after(response)
        return AskedToWait(f"{code}: {words[code]}.", status=code, host=host, retry_after=asked_for)
    if code == 410:
        return Gone("410: the source says that this feed is gone for good.", status=code)
    if is_challenge(response.headers, _beginning(response)):
        return Refused(f"{code}: the site {CHALLENGED}", status=code)
    if code in (401, 403):
        words_of_refusal = "the source refuses us, often by bot protection. Ask its owner."
    elif code == 404:
        words_of_refusal = "there is nothing at this address any more."
    elif code >= 500:
        words_of_refusal = "the source has trouble of its own."
    else:
        return Refused(f"The source answers {code}, which is no document.", status=code)
    return Refused(f"{code}: {words_of_refusal}", status=code)


def _beginning(response: requests.Response) -> str:
    """The first of an error's page, where a bot challenge shows itself; whatever it costs is little."""
    try:
        return next(_decoded(response), b"")[:STEP].decode("utf-8", "replace")
    except (FeedError, HTTPError, OSError, ValueError, zlib.error):
        return ""


def _retry_after(response: requests.Response) -> timedelta | None:
    """Retry-After, in seconds or as a date."""
    value = response.headers.get("Retry-After", "").strip()
    return _seconds(value) or _until(value)


def _fresh_for(response: requests.Response) -> timedelta | None:
    for directive in response.headers.get("Cache-Control", "").lower().split(","):
        name, _, value = directive.strip().partition("=")
        if name == "max-age" and (seconds := _seconds(value)) is not None:
            return seconds
    return _until(response.headers.get("Expires", ""))


def _seconds(value: str) -> timedelta | None:
    is_number = value.isascii() and value.isdigit() and len(value) < 9
    return timedelta(seconds=int(value)) if is_number else None


def _until(date: str) -> timedelta | None:
    try:
        moment = parsedate_to_datetime(date[:80])
        left = moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(left, timedelta())


def _in_words(error: Exception) -> FetchError:
    text = str(error).lower()
    if isinstance(error, requests.exceptions.SSLError) or "certificate" in text:
        return FetchError("The source's certificate is not valid, so we cannot know who answers.")
    if isinstance(error, requests.Timeout | TimeoutError) or "timed out" in text:
        return TimedOut(OUT_OF_TIME)
    if "incompleteread" in text or "prematurely" in text:
        return FetchError(CUT_SHORT)
    if isinstance(error, zlib.error):
        return FetchError("The document is not compressed as it claims to be.")
    if isinstance(error, ValueError):
        return FetchError("The address cannot be read.")
    return FetchError("The source does not answer, or not in a way that can be understood.")


def post(url: str, fields: dict[str, str], policy: Policy) -> None:
    """Send a small form and read nothing but the status; raises FetchError within the policy's time."""
    deadline = Deadline(policy.total_seconds)
    try:
        check_address(url, policy)
        with _session(policy, deadline) as session:
            timeout = (CONNECT_SECONDS, deadline.left())
            with session.post(
                url, data=fields, timeout=timeout, stream=True, allow_redirects=False
            ) as answer:
                if answer.status_code >= 300:
                    raise FetchError(f"{answer.status_code}: the address did not take it.")
    except (requests.RequestException, HTTPError, OSError) as error:
        raise _in_words(error) from error
    finally:
        deadline.close()
