"""What may be kept, and what a kept answer says."""

import gzip

import brotli
import pytest

from recalibrate.web.page_cache.cached_response import (
    CachedResponse,
    is_unchanged,
    lifetime,
    make_cached_response,
)

PUBLIC = ("Cache-Control", "public, max-age=60")
LENGTH = ("Content-Length", "5000")
HTML = ("Content-Type", "text/html; charset=utf-8")


def kept(*headers: tuple[str, str], body: bytes = b"<p>Rest.</p>" * 100) -> CachedResponse:
    return make_cached_response([HTML, PUBLIC, *headers], body, stamp=1, now=10, life=60)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ([PUBLIC, LENGTH], 60),
        ([("cache-control", "PUBLIC, MAX-AGE=20"), LENGTH], 20),
        ([("Cache-Control", "public, max-age=900"), LENGTH], 60),
        ([PUBLIC, LENGTH, ("Vary", "Accept-Encoding")], 60),
        ([("Cache-Control", "public, max-age=0, must-revalidate"), LENGTH], 0),
        ([("Cache-Control", "private, no-store"), LENGTH], 0),
        ([PUBLIC, ("Cache-Control", "no-store"), LENGTH], 0),
        ([LENGTH], 0),
        ([PUBLIC, LENGTH, ("Set-Cookie", "csrftoken=1")], 0),
        ([PUBLIC, LENGTH, ("Vary", "Accept-Encoding, Cookie")], 0),
        ([PUBLIC, LENGTH, ("Content-Encoding", "gzip")], 0),
        ([PUBLIC, LENGTH, ("Content-Disposition", "attachment")], 0),
        ([PUBLIC, ("Content-Length", "5000000")], 0),
        ([PUBLIC], 0),
    ],
)
def test_only_what_is_public_and_of_known_length_is_kept(
    headers: list[tuple[str, str]], seconds: float
) -> None:
    assert lifetime("200 OK", headers) == seconds


@pytest.mark.parametrize("status", ["301 Moved Permanently", "304 Not Modified", "404 Not Found", "500 Oh"])
def test_only_success_is_kept(status: str) -> None:
    assert lifetime(status, [PUBLIC, LENGTH]) == 0


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [("br, gzip", "br", brotli.decompress), ("gzip, deflate", "gzip", gzip.decompress)],
)
def test_it_is_compressed_once_under_a_tag_of_its_own(accepted: str, coding: str, unpack) -> None:
    copy = kept(("ETag", 'W/"rendered"'), ("Content-Length", "1"))

    packed, plain = copy.variant_for({"HTTP_ACCEPT_ENCODING": accepted}), copy.variant_for({})

    assert unpack(packed.body) == plain.body
    assert len({variant.etag for variant in (plain, *copy.compressed.values())}) == 3
    for variant in (packed, plain):
        headers = dict(variant.headers)
        assert headers["ETag"] == variant.etag
        assert headers["Content-Length"] == str(len(variant.body))
        assert headers["Vary"] == "Accept-Encoding"
        assert "Content-Length" not in dict(variant.headers_304)
        assert is_unchanged({"HTTP_IF_NONE_MATCH": variant.etag}, variant, "")
    assert dict(packed.headers)["Content-Encoding"] == coding
    # Strong tags name bytes; those of Brotli change with its quality.
    assert [tag.etag.startswith("W/") for tag in (plain, packed)] == [False, coding == "br"]


def test_a_page_that_stays_the_same_is_compressed_harder_once_and_keeps_its_tags() -> None:
    body = "".join(
        f"<p>{number} ways to rest after {number % 7} nights.</p>" for number in range(300)
    ).encode()

    first = kept(body=body)
    second = make_cached_response([HTML, PUBLIC], body, stamp=1, now=70, life=60, before=first)
    third = make_cached_response([HTML, PUBLIC], body, stamp=2, now=130, life=60, before=second)
    changed = make_cached_response([HTML, PUBLIC], body + b".", stamp=3, now=190, life=60, before=third)

    assert len(second.compressed["br"].body) < len(first.compressed["br"].body)
    assert brotli.decompress(second.compressed["br"].body) == body
    assert third.compressed["br"].body is second.compressed["br"].body
    assert first.compressed["br"].etag == third.compressed["br"].etag != changed.compressed["br"].etag
    assert brotli.decompress(changed.compressed["br"].body) == body + b"."


def test_feeds_are_compressed_as_programs_take_them() -> None:
    copy = make_cached_response(
        [("Content-Type", "application/rss+xml"), PUBLIC], b"<item/>" * 200, stamp=1, now=0, life=60
    )

    assert list(copy.compressed) == ["gzip"]


def test_the_same_bytes_have_the_same_tag_in_every_process() -> None:
    assert kept().plain.etag == kept().plain.etag
    assert kept().plain.etag != kept(body=b"Other." * 100).plain.etag


@pytest.mark.parametrize("accepted", ["", "deflate", "gzip;q=0, br;q=0.00", "gzip;q=0.0, BR ; q=0"])
def test_whoever_takes_no_coding_of_ours_gets_it_plain(accepted: str) -> None:
    copy = kept()

    assert copy.variant_for({"HTTP_ACCEPT_ENCODING": accepted}) is copy.plain


def test_pictures_are_not_compressed_again() -> None:
    copy = make_cached_response([("Content-Type", "image/png"), PUBLIC], b"1" * 5000, stamp=1, now=0, life=60)

    assert not copy.compressed


@pytest.mark.parametrize(
    ("header", "value", "unchanged"),
    [
        ("HTTP_IF_NONE_MATCH", "{tag}", True),
        ("HTTP_IF_NONE_MATCH", 'W/{tag}, "other"', True),
        ("HTTP_IF_NONE_MATCH", "*", True),
        ("HTTP_IF_NONE_MATCH", '"other"', False),
        ("HTTP_IF_MODIFIED_SINCE", "Mon, 23 Nov 2026 10:00:00 GMT", True),
        ("HTTP_IF_MODIFIED_SINCE", "Mon, 23 Nov 2026 09:59:59 GMT", False),
        ("HTTP_IF_MODIFIED_SINCE", "yesterday", False),
        ("HTTP_IF_MODIFIED_SINCE", "Mon, 23 Nov 2026 10:00:00", False),
    ],
)
def test_a_reader_who_has_it_is_told_so(header: str, value: str, unchanged: bool) -> None:
    copy = kept(("Last-Modified", "Mon, 23 Nov 2026 10:00:00 GMT"))
    environ = {header: value.replace("{tag}", copy.plain.etag)}

    assert is_unchanged(environ, copy.plain, copy.last_modified) is unchanged


def test_a_tag_that_differs_outweighs_the_date() -> None:
    copy = kept(("Last-Modified", "Mon, 23 Nov 2026 10:00:00 GMT"))
    environ = {"HTTP_IF_NONE_MATCH": '"old"', "HTTP_IF_MODIFIED_SINCE": "Mon, 23 Nov 2026 10:00:00 GMT"}

    assert not is_unchanged(environ, copy.plain, copy.last_modified)
