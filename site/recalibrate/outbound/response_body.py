"""The body of an answer: whole, unpacked, and never larger than a feed has a reason to be."""

import zlib
from collections.abc import Iterator
from itertools import chain

from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError

from recalibrate.translation import gettext, gettext_noop

from .errors import FetchError, RemoteError, TimedOut, TooLarge
from .guarded_connections import OUT_OF_TIME, FetchDeadline

MAX_BYTES = 5 * 1024 * 1024  # unpacked (docs/feeds-requirements.md, 3)
STEP = 64 * 1024  # bytes unpacked at once: a gzip bomb is met before it is in memory
GZIP = b"\x1f\x8b"
MOST_TIMES = 2  # that a document is packed: a proxy may do it again
NOT_PACKED = frozenset(
    ("", "identity", "none", "8bit", "binary", "iso-8859-1")
)  # said of encodings, meaning others
TOO_LARGE = gettext_noop("The document is larger than 5 MB, which no feed has a reason to be.")
CUT_SHORT = gettext_noop("The document was cut short on its way.")


def read_body(response: HTTPResponse, deadline: FetchDeadline) -> bytes:
    """The whole document. One that is cut short is an error, never taken for complete."""
    announced = response.headers.get("Content-Length", "")
    # The length of the number first: Python reads none of more than 4,300 digits.
    if announced.isascii() and announced.isdigit() and (len(announced) > 9 or int(announced) > MAX_BYTES):
        raise TooLarge(gettext(TOO_LARGE))
    parts, size = [], 0
    for part in _decoded(response):
        deadline.left()
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise TooLarge(gettext(TOO_LARGE))
    if deadline.has_passed:  # a shut socket looks like the end of a body without length
        raise TimedOut(gettext(OUT_OF_TIME))
    return b"".join(parts)


def read_beginning(response: HTTPResponse) -> str:
    """The first of an error's page, where a bot challenge shows itself; whatever it costs is little."""
    try:
        return next(_decoded(response), b"")[:STEP].decode("utf-8", "replace")
    except (RemoteError, HTTPError, OSError, ValueError, zlib.error):
        return ""


def _decoded(response: HTTPResponse) -> Iterator[bytes]:
    """Unpacked as announced, and where gzip was not announced or came twice, as the bytes say."""
    arriving: Iterator[bytes] = response.stream(STEP, decode_content=False)
    said = [one.strip().lower() for one in response.headers.get("Content-Encoding", "").split(",")]
    packed = [one for one in said if one not in NOT_PACKED and not one.startswith("utf")]
    if len(packed) > MOST_TIMES or not all(one in ("gzip", "x-gzip", "deflate") for one in packed):
        raise FetchError(gettext("The document is compressed in a way that we did not ask for."))
    # They are listed in the order in which they were applied (RFC 9110, 8.4).
    for one in reversed(packed):
        arriving = _inflated(arriving) if one == "deflate" else _unzipped(arriving)
    return arriving if len(packed) == MOST_TIMES else _unzipped_if_gzip(arriving)


def _unzipped_if_gzip(arriving: Iterator[bytes]) -> Iterator[bytes]:
    """What begins with gzip's mark is unpacked, announced or not."""
    first = b""
    for part in arriving:
        first += part
        if len(first) >= len(GZIP):
            break
    whole = chain([first] if first else [], arriving)
    return _unzipped(whole) if first.startswith(GZIP) else whole


def _inflated(arriving: Iterator[bytes]) -> Iterator[bytes]:
    """Deflate, with zlib's two bytes before it or, as some servers send it, without."""
    decoder = None
    for part in arriving:
        if decoder is None:
            has_head = part[0] & 0x0F == zlib.DEFLATED and int.from_bytes(part[:2], "big") % 31 == 0
            decoder = zlib.decompressobj(wbits=15 if has_head else -15)
        rest = part
        while rest and not decoder.eof:
            yield decoder.decompress(rest, STEP)
            rest = decoder.unconsumed_tail
    if decoder is not None and not decoder.eof:
        raise FetchError(gettext(CUT_SHORT))


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
        raise FetchError(gettext(CUT_SHORT))
