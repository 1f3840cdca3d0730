"""Answers that are no document, and connections that give none, in words that an editor understands."""

import ssl
import zlib
from datetime import UTC, datetime
from urllib.parse import urlsplit

from urllib3 import HTTPResponse
from urllib3.exceptions import SSLError
from urllib3.exceptions import TimeoutError as TooSlow

from .challenge import CHALLENGED, is_challenge
from .errors import AskedToWait, FetchError, Gone, Refused, TimedOut
from .guarded_connections import OUT_OF_TIME
from .response_body import CUT_SHORT, read_beginning
from .waits import retry_after

BUSY = {
    429: "the source asks us to come less often.",
    503: "the source is not available at the moment.",
}
REFUSES = "the source refuses us, often by bot protection. Ask its owner."


def error_for_status(response: HTTPResponse, url: str) -> FetchError:
    """What a status other than 200 and 304 means."""
    code = response.status
    if code == 410:
        return Gone("410: the source says that this feed is gone for good.", status=code)
    is_checking = is_challenge(response.headers, read_beginning(response))
    asked_for = retry_after(response.headers, datetime.now(UTC))
    if code == 429 or (code == 503 and not (is_checking and asked_for is None)):
        words = f"the site {CHALLENGED}" if is_checking else BUSY[code]
        host = urlsplit(url).hostname or ""
        return AskedToWait(f"{code}: {words}", status=code, host=host, retry_after=asked_for)
    if is_checking:  # a 503 without Retry-After, too: it will not pass in a few minutes
        return Refused(f"{code}: the site {CHALLENGED}", status=code)
    return Refused(_words(code), status=code)


def _words(code: int) -> str:
    if code in (401, 403):
        return f"{code}: {REFUSES}"
    if code == 404:
        return "404: there is nothing at this address any more."
    if code >= 500:
        return f"{code}: the source has trouble of its own."
    return f"The source answers {code}, which is no document."


NO_TLS = ("wrong_version_number", "wrong version number", "record layer failure", "unknown_protocol")
ONLY_HTTP = "The address answers, but not by https. If the site has none, write http:// before the address."


def error_for_connection(error: Exception) -> FetchError:
    """What a connection's trouble means."""
    text = str(error).lower()
    if any(sign in text for sign in NO_TLS):
        return FetchError(ONLY_HTTP)
    if isinstance(error, ssl.SSLError | SSLError) or "certificate" in text:
        return FetchError("The source's certificate is not valid, so we cannot know who answers.")
    if isinstance(error, TooSlow | TimeoutError) or "timed out" in text:
        return TimedOut(OUT_OF_TIME)
    if "incompleteread" in text or "prematurely" in text:
        return FetchError(CUT_SHORT)
    if isinstance(error, zlib.error):
        return FetchError("The document is not compressed as it claims to be.")
    if isinstance(error, ValueError):
        return FetchError("The address cannot be read.")
    return FetchError("The source does not answer, or not in a way that can be understood.")
