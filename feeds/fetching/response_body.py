"""The body of an answer: whole, unpacked, and never larger than a feed has a reason to be."""

import zlib
from collections.abc import Iterator

from requests import Response
from urllib3.exceptions import HTTPError

from ..pipeline.errors import FeedError, FetchError, TimedOut, TooLarge
from .guarded_connections import OUT_OF_TIME, Deadline

MAX_BYTES = 5 * 1024 * 1024
STEP = 64 * 1024
TOO_LARGE = "The document is larger than 5 MB, which no feed has a reason to be."
CUT_SHORT = "The document was cut short on its way."


def whole(response: Response, deadline: Deadline) -> bytes:
    """The whole document. One that is cut short is an error, never taken for complete."""
    announced = response.headers.get("Content-Length", "")
    if announced.isascii() and announced.isdigit() and (len(announced) > 9 or int(announced) > MAX_BYTES):
        raise TooLarge(TOO_LARGE)
    parts, size = [], 0
    for part in _decoded(response):
        deadline.left()
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise TooLarge(TOO_LARGE)
    if deadline.has_passed:  # a shut socket looks like the end of a body without length
        raise TimedOut(OUT_OF_TIME)
    return b"".join(parts)


def beginning(response: Response) -> str:
    """The first of an error's page, where a bot challenge shows itself; whatever it costs is little."""
    try:
        return next(_decoded(response), b"")[:STEP].decode("utf-8", "replace")
    except (FeedError, HTTPError, OSError, ValueError, zlib.error):
        return ""


def _decoded(response: Response) -> Iterator[bytes]:
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
