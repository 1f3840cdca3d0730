"""One answer as it is kept: compressed once, with its entity tags."""

import gzip
import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

import brotli

Headers = list[tuple[str, str]]

LONGEST_LIFE = 60.0  # seconds: pages say “open now”, and which hour it is
LARGEST = 1_000_000  # bytes of one answer
WORTH_COMPRESSING = 500  # bytes
# Brotli’s qualities go to 11. The fifth takes half a millisecond for a page, the last 25 and a sixth fewer bytes:
# it is for pages that were the same when they were rendered again, and is paid once for them.
QUICK, DENSE = 5, 11
LARGEST_DENSE = 100_000  # bytes: what takes a tenth of a second
OVERHEAD = 3_000  # bytes that headers and bookkeeping take, roughly
# Browsers open these; feeds are mostly asked for by programs, which take gzip.
_OPENED_BY_BROWSERS = ("text/html", "text/css")
_COMPRESSIBLE = re.compile(r"text/|application/(?:[\w.-]+\+)?(?:json|xml|javascript)|image/svg", re.I)
_MAX_AGE = re.compile(r"max-age=(\d{1,9})")
NOT_KEPT = ("etag", "vary", "content-length", "x-request-id")  # made anew, or one request's own
# What a 304 has to say again (RFC 9110, 15.4.5), besides the entity tag.
_FOR_304 = ("cache-control", "content-location", "expires", "last-modified", "vary")


@dataclass(frozen=True, slots=True)
class Variant:
    """The answer in one encoding."""

    etag: str
    headers: Headers
    headers_304: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class CachedResponse:
    stamp: Hashable  # the site revision when rendering began
    made_at: float
    good_until: float
    last_modified: str
    plain: Variant
    compressed: Mapping[str, Variant]  # by the coding’s name, the shortest first
    is_dense: bool
    size: int

    def variant_for(self, environ: Mapping[str, Any]) -> Variant:
        accepted = accepted_codings(environ.get("HTTP_ACCEPT_ENCODING", ""))
        for coding, variant in self.compressed.items():
            if coding in accepted:
                return variant
        return self.plain


@lru_cache(maxsize=64)  # browsers send a handful of them
def accepted_codings(accepted: str) -> frozenset[str]:
    """The codings that an Accept-Encoding names and does not refuse."""
    # A weight of nought means “not acceptable” (RFC 9110, 12.4.2).
    return frozenset(
        name.strip().lower()
        for name, _, weight in (coding.partition(";") for coding in accepted.split(","))
        if not re.fullmatch(r"\s*q=0(?:\.0*)?\s*", weight)
    )


def lifetime(status: str, headers: Iterable[tuple[str, str]], *, has_language: bool = False) -> float:
    """Seconds for which the answer may be kept for everybody, or for all who read its language; 0 if not at all."""
    if not status.startswith("200"):
        return 0
    named: dict[str, str] = {}
    for name, value in headers:
        named[name.lower()] = f"{named[name.lower()]}, {value}" if name.lower() in named else value
    control = named.get("cache-control", "").lower()
    age = _MAX_AGE.search(control)
    if "set-cookie" in named or "content-encoding" in named or "content-disposition" in named:
        return 0
    if "public" not in control or "no-store" in control or "private" in control or age is None:
        return 0
    varies_by = {name.strip().lower() for name in named.get("vary", "").split(",")}
    known = {"", "accept-encoding", "accept-language"} if has_language else {"", "accept-encoding"}
    if varies_by - known or not 0 < int(named.get("content-length") or 0) <= LARGEST:
        return 0
    return min(float(age.group(1)), LONGEST_LIFE)


def make_cached_response(
    headers: Headers,
    body: bytes,
    *,
    stamp: Hashable,
    now: float,
    life: float,
    has_language: bool = False,
    before: CachedResponse | None = None,
) -> CachedResponse:
    """The answer with an entity tag for each encoding; `before` is what was kept for the same request until now."""
    own = [(n, v) for n, v in headers if n.lower() not in NOT_KEPT]
    own.append(("Vary", "Accept-Encoding, Accept-Language" if has_language else "Accept-Encoding"))
    named = {name.lower(): value for name, value in own}
    tag = sha256(body).hexdigest()[:24]
    plain = _variant(f'"{tag}"', own, body)
    is_same = before is not None and before.plain.body == body
    media_type = named.get("content-type", "")
    encoded = {}
    if before is not None and is_same and (before.is_dense or len(body) > LARGEST_DENSE):
        encoded = {coding: variant.body for coding, variant in before.compressed.items()}
    elif len(body) >= WORTH_COMPRESSING and _COMPRESSIBLE.match(media_type):
        encoded = _encoded(body, media_type, DENSE if is_same else QUICK)
    # One tag for each encoding: a strong one names bytes (RFC 9110, 8.8.3.3), which Brotli’s quality changes.
    tags = {"br": f'W/"{tag}-br"', "gzip": f'"{tag}-gzip"'}
    compressed = {
        coding: _variant(tags[coding], [*own, ("Content-Encoding", coding)], body)
        for coding, body in encoded.items()
    }
    return CachedResponse(
        stamp=stamp,
        made_at=now,
        good_until=now + life,
        last_modified=named.get("last-modified", ""),
        plain=plain,
        compressed=compressed,
        is_dense=is_same,
        size=len(body) + sum(map(len, encoded.values())) + OVERHEAD,
    )


def _encoded(body: bytes, media_type: str, quality: int) -> dict[str, bytes]:
    # The head of gzip tells the hour (RFC 1952, 2.3.1): each process would have other bytes, and another tag.
    gzipped = {"gzip": gzip.compress(body, mtime=0)}
    if not media_type.startswith(_OPENED_BY_BROWSERS):
        return gzipped
    return {"br": brotli.compress(body, brotli.MODE_TEXT, quality), **gzipped}


def _variant(etag: str, headers: Headers, body: bytes) -> Variant:
    kept = [(name, value) for name, value in headers if name.lower() in _FOR_304]
    full = [*headers, ("ETag", etag), ("Content-Length", str(len(body)))]
    return Variant(etag, full, [*kept, ("ETag", etag)], body)


def is_unchanged(environ: Mapping[str, Any], variant: Variant, last_modified: str) -> bool:
    """Whether the reader has this very answer already (RFC 9110, 13.1): 304 will do."""
    # If-None-Match goes before If-Modified-Since (RFC 9110, 13.1.3).
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked is not None:
        if asked == variant.etag:
            return True
        # Compared weakly (RFC 9110, 13.1.2): proxies that compress make weak tags of ours.
        tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        return variant.etag.removeprefix("W/") in tags or "*" in tags
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if not since or not last_modified:
        return False
    try:
        return parsedate_to_datetime(since) >= parsedate_to_datetime(last_modified)
    except (TypeError, ValueError):
        return False
