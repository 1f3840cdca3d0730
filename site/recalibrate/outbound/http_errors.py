"""Answers that are no document, and connections that give none, in words that an editor understands."""

import ssl
import zlib
from datetime import UTC, datetime
from http.client import IncompleteRead
from urllib.parse import urlsplit

from urllib3 import HTTPResponse
from urllib3.exceptions import ProtocolError, SSLError
from urllib3.exceptions import TimeoutError as TooSlow

from recalibrate.translation import gettext, gettext_noop

from .challenge import ANSWERS_WITH_A_CHALLENGE, is_challenge
from .errors import AskedToWait, CertificateInvalid, FaultKind, FetchError, Gone, Refused, TimedOut
from .guarded_connections import OUT_OF_TIME
from .response_body import CUT_SHORT, read_beginning
from .waits import retry_after

BUSY = {
    429: gettext_noop("429: the source asks us to come less often."),
    503: gettext_noop("503: the source is not available at the moment."),
}


def error_for_status(response: HTTPResponse, url: str) -> FetchError:
    """What a status other than 200 and 304 means."""
    code = response.status
    if code == 410:
        return Gone(gettext("410: the source says that this feed is gone for good."), status=code)
    is_checking = is_challenge(response.headers, read_beginning(response))
    asked_for = retry_after(response.headers, datetime.now(UTC))
    if code == 429 or (code == 503 and not (is_checking and asked_for is None)):
        words = gettext(ANSWERS_WITH_A_CHALLENGE if is_checking else BUSY[code]).format(code=code)
        host = urlsplit(url).hostname or ""
        kind = FaultKind.BROWSER_CHECK if is_checking else None
        return AskedToWait(words, status=code, kind=kind, host=host, retry_after=asked_for)
    if is_checking:  # a 503 without Retry-After, too: it will not pass in a few minutes
        words = gettext(ANSWERS_WITH_A_CHALLENGE).format(code=code)
        return Refused(words, status=code, kind=FaultKind.BROWSER_CHECK)
    return Refused(_words(code), status=code)


def _words(code: int) -> str:
    if code in (401, 403):
        return gettext("{code}: the source refuses us, often by bot protection. Ask its owner.").format(
            code=code
        )
    if code == 404:
        return gettext("404: there is nothing at this address any more.")
    if code >= 500:
        return gettext("{code}: the source has a problem.").format(code=code)
    return gettext("The source answers {code}, and gives no document.").format(code=code)


# OpenSSL's own names (ssl.SSLError.reason) for what is heard where the other side speaks no TLS.
NO_TLS = frozenset(
    ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "UNKNOWN_PROTOCOL", "PACKET_LENGTH_TOO_LONG")
)
ONLY_HTTP = gettext_noop(
    "The address answers, but not by https. If the site has none, write http:// before the address."
)


def error_for_connection(error: Exception) -> FetchError:
    """What a connection's trouble means, by the types of what was raised: messages change with each release."""
    causes = _causes(error)
    tls = [one for one in causes if isinstance(one, ssl.SSLError | SSLError)]
    if any(getattr(one, "reason", None) in NO_TLS for one in tls):
        return FetchError(gettext(ONLY_HTTP))
    if tls:
        return CertificateInvalid(
            gettext("The source’s certificate is not valid, so we cannot know who answers.")
        )
    if any(isinstance(one, TooSlow | TimeoutError) for one in causes):
        return TimedOut(gettext(OUT_OF_TIME))
    # Chunks that end before their last one are a bare ProtocolError; a connection that broke has its OSError too.
    is_broken_off = isinstance(error, ProtocolError) and not any(isinstance(one, OSError) for one in causes)
    if is_broken_off or any(isinstance(one, IncompleteRead) for one in causes):
        return FetchError(gettext(CUT_SHORT))
    if isinstance(error, zlib.error):
        return FetchError(gettext("The document is not compressed as it claims to be."))
    if isinstance(error, ValueError):
        return FetchError(gettext("The address cannot be read."))
    return FetchError(gettext("The source does not answer, or not in a way that can be understood."))


def _causes(error: BaseException) -> list[BaseException]:
    """An error with all that it came of: urllib3 keeps the first one as an argument, Python as its cause."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [*one.args, one.__cause__, one.__context__]
    return found
