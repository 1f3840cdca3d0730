"""Which requests may be answered from memory."""

from typing import Any

import pytest

from recalibrate.web.page_cache.requests import Key, Rules, key_of, unconditional


def asked(path: str = "/", query: str = "", method: str = "GET", **headers: str) -> dict[str, Any]:
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
    return environ | {"HTTP_HOST": "recalibrate.example"} | headers


def key(environ: dict[str, Any]) -> Key | None:
    return key_of(environ, Rules("sessionid", ("/admin/", "/media/"), frozenset({"page"})))


def test_pages_that_differ_have_different_keys() -> None:
    requests = [
        asked("/"),
        asked("/posts/"),
        asked("/posts/", "page=2"),
        asked("/posts/", HTTP_HOST="other.example"),
        asked("/posts/", HTTP_X_FORWARDED_PROTO="https"),
    ]

    keys = {key(environ) for environ in requests}

    assert None not in keys
    assert len(keys) == len(requests)


@pytest.mark.parametrize(
    "environ",
    [
        asked(method="POST"),
        asked("/admin/pages/"),
        asked("/media/images/one.avif"),
        asked(HTTP_COOKIE="theme=dark; sessionid=abc"),
        asked(HTTP_AUTHORIZATION="Basic eDp5"),
        asked(HTTP_RANGE="bytes=0-9"),
        asked("/search/", "q=I+want+to+stop"),
        asked("/guardian/exception-reporting/", "worked_on=2026-11-02"),
        asked("/posts/", "page=2&anything=1"),
        asked("/posts/", "page=" + "1" * 300),
        asked("/posts/", "%71=private"),
        asked(HTTP_X_FORWARDED_PROTO="https, http"),
    ],
)
def test_what_may_be_someones_own_has_no_key(environ: dict[str, Any]) -> None:
    assert key(environ) is None


def test_cookies_that_are_not_ours_change_nothing() -> None:
    assert key(asked(HTTP_COOKIE="_trust_intranet=1")) == key(asked())


def test_marks_that_follow_people_go_no_further() -> None:
    environ = asked("/posts/", "utm_source=mail&page=2&fbclid=abc")

    plain = key(environ)

    assert plain == key(asked("/posts/", "page=2"))
    assert plain is not None
    assert unconditional(environ, plain)["QUERY_STRING"] == "page=2"


def test_the_application_is_asked_for_the_whole_answer() -> None:
    environ = asked(HTTP_IF_NONE_MATCH='"abc"', HTTP_IF_MODIFIED_SINCE="Mon, 23 Nov 2026 10:00:00 GMT")

    passed = unconditional(environ, key(environ) or Key("", "", "", ""))

    assert not {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"} & set(passed)
    assert environ["HTTP_IF_NONE_MATCH"] == '"abc"'
