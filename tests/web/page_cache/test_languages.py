"""The page cache knows of languages only where a second one is switched on."""

from typing import Any

import pytest
from django.conf import settings

from recalibrate.web.page_cache.cached_response import lifetime, make_cached_response
from recalibrate.web.page_cache.requests import Environ, Rules, key_of

ASKED = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "recalibrate.example"}
HEADERS = [("Cache-Control", "public, max-age=60"), ("Content-Length", "4"), ("Vary", "Accept-Language")]


def accepted(environ: Environ) -> str:
    return str(environ["HTTP_ACCEPT_LANGUAGE"])[:2]


@pytest.fixture
def of_two() -> Rules:
    return Rules("sessionid", ("/admin/",), frozenset(), accepted)


def test_with_one_language_what_a_browser_asks_for_makes_no_other_key() -> None:
    rules = Rules("sessionid", ("/admin/",), frozenset())

    assert (
        len({key_of(ASKED | {"HTTP_ACCEPT_LANGUAGE": asked}, rules) for asked in ("cy", "en-GB", "pl")}) == 1
    )
    assert lifetime("200 OK", HEADERS) == 0  # no header said that answers differ by language


def test_with_two_languages_each_has_its_own_copy(of_two: Rules) -> None:
    keys = [key_of(ASKED | {"HTTP_ACCEPT_LANGUAGE": asked}, of_two) for asked in ("cy", "en-GB", "en")]

    assert keys[0] != keys[1] == keys[2]
    assert lifetime("200 OK", HEADERS, has_language=True) == 60


def test_shared_caches_further_out_are_told_of_the_language(of_two: Rules) -> None:
    made: dict[str, Any] = {"stamp": 1, "now": 0.0, "life": 60.0}
    kept = make_cached_response(HEADERS, b"Noda", has_language=True, **made)

    assert ("Vary", "Accept-Encoding, Accept-Language") in kept.plain.headers


def test_the_site_has_one_language_and_asks_no_browser_for_it() -> None:
    assert [code for code, _name in settings.LANGUAGES] == [settings.LANGUAGE_CODE]
    assert "django.middleware.locale.LocaleMiddleware" not in settings.MIDDLEWARE
