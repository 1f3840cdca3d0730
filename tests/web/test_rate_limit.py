"""One address may ask often, but not without end; no one is written down, and trouble lets people in."""

import os
import time
from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from hypothesis import example, given
from hypothesis import strategies as st

from recalibrate.digest.models import DigestSettings
from recalibrate.digest.views.subscribing import LIMIT as DIGEST
from recalibrate.search.views import LIMIT as SEARCH
from recalibrate.web.client_address import client_address, network_of
from recalibrate.web.rate_limit import Limit, count_attempt, limited, wait_for

THREE = Limit("three", times=3, per=60)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def forward(seconds: float) -> None:
        now[0] += seconds

    return forward


def request_from(peer: str, forwarded: str = "", method: str = "POST") -> HttpRequest:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().generic(method, "/", REMOTE_ADDR=peer, headers=headers)


def test_an_address_waits_after_its_share_and_may_go_on_when_told(clock):
    answers = [count_attempt(THREE, "192.0.2.1") for _ in range(4)]

    assert answers[:3] == [0, 0, 0]
    assert 60 <= answers[3] <= 120
    clock(answers[3])
    assert count_attempt(THREE, "192.0.2.1") == 0


def test_the_window_slides_so_that_no_two_shares_meet_at_the_turn_of_a_minute(clock):
    clock(59)
    for _ in range(3):
        count_attempt(THREE, "192.0.2.1")

    clock(2)

    assert count_attempt(THREE, "192.0.2.1") > 0


def test_others_and_other_forms_are_not_affected(clock):
    for _ in range(5):
        count_attempt(THREE, "192.0.2.1")

    assert count_attempt(THREE, "192.0.2.2") == 0
    assert count_attempt(THREE._replace(name="another"), "192.0.2.1") == 0


def test_being_refused_does_not_make_the_wait_longer(clock):
    waits = [count_attempt(THREE, "192.0.2.1") for _ in range(50)]

    assert len(set(waits[3:])) == 1


@given(
    before=st.integers(0, 50), now=st.integers(0, 50), elapsed=st.floats(0, 59.9), times=st.integers(1, 30)
)
@example(before=0, now=21, elapsed=0.0, times=15)
def test_whoever_waits_as_long_as_told_is_let_in(before: int, now: int, elapsed: float, times: int):
    limit = Limit("any", times, 60)
    wait = wait_for(limit, before, now, elapsed)

    later = elapsed + wait
    counts = (before, now) if later < 60 else (now, 0) if later < 120 else (0, 0)

    assert wait_for(limit, *counts, later % 60) == 0


def test_no_address_is_kept_and_numbers_are_forgotten_after_two_periods(clock):
    count_attempt(THREE, "192.0.2.77")
    kept = caches["rate_limits"]

    assert "192.0.2.77" not in repr(kept._cache)
    assert len(kept._cache) == 1
    assert all(expires - time.time() <= 120 for expires in kept._expire_info.values())


def test_everybody_is_let_in_while_the_cache_is_away():
    away = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
        "OPTIONS": {"socket_connect_timeout": 0.2},
    }
    with override_settings(CACHES={"default": away, "rate_limits": away}):
        assert [count_attempt(THREE, "192.0.2.1") for _ in range(5)] == [0] * 5


@pytest.mark.redis
def test_processes_count_together_in_redis(redis_cache):
    answers = [count_attempt(THREE, "192.0.2.1") for _ in range(4)]

    assert answers[:3] == [0, 0, 0]
    assert answers[3] > 0


@pytest.fixture
def redis_cache(settings):
    url = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
    there = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    settings.CACHES = {"default": there, "rate_limits": there}
    caches["rate_limits"].clear()


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "expected"),
    [
        (0, "192.0.2.9", "198.51.100.1", "192.0.2.9"),
        (1, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1", "203.0.113.5, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1", "203.0.113.5, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "10.0.0.1", "198.51.100.1", "10.0.0.1"),
        (1, "10.0.0.1", "", "10.0.0.1"),
        (1, "10.0.0.1", "unknown", "10.0.0.1"),
        (1, "10.0.0.1", "198.51.100.1:5021", "198.51.100.1"),
        (1, "10.0.0.1", "[2001:db8::1]:5021", "2001:db8::1"),
        (1, "10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
        (0, "", "", ""),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(settings, proxies, peer, forwarded, expected):
    settings.PROXY_COUNT = proxies

    assert client_address(request_from(peer, forwarded)) == expected


def test_neighbours_within_one_ipv6_network_count_as_one():
    assert network_of("2001:db8:0:1::5") == network_of("2001:db8:0:1:ffff::9")
    assert network_of("2001:db8:0:1::5") != network_of("2001:db8:0:2::5")
    assert network_of("192.0.2.1") == "192.0.2.1"


def test_a_forged_header_neither_evades_a_limit_nor_spends_someone_elses(settings):
    settings.PROXY_COUNT = 1
    view = limited(THREE)(lambda request: HttpResponse("in"))

    statuses = [view(request_from("10.0.0.1", f"203.0.113.{n}, 198.51.100.1")).status_code for n in range(4)]

    assert statuses == [200, 200, 200, 429]
    assert view(request_from("10.0.0.1", "203.0.113.1")).status_code == 200


def test_what_is_not_counted_is_never_refused():
    view = limited(THREE)(lambda request: HttpResponse("in"))

    statuses = {view(request_from("192.0.2.1", method="GET")).status_code for _ in range(10)}

    assert statuses == {200}


def test_who_must_wait_gets_a_kind_page_with_help_and_when_to_come_back(home, client: Client):
    for _ in range(119):
        count_attempt(SEARCH, "127.0.0.1")

    last_good = client.get("/search/?q=sleep")
    refused = client.get("/search/?q=sleep")

    assert last_good.status_code == 200
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 120
    assert refused["Cache-Control"] == "private, no-store"
    assert "116 123" in refused.text
    assert client.get("/search/").status_code == 200


def test_the_form_for_the_digest_is_limited_but_can_be_read(home, client: Client):
    DigestSettings.objects.update_or_create(defaults={"is_on": True})
    for _ in range(19):
        count_attempt(DIGEST, "127.0.0.1")

    statuses = [client.post("/by-email/", {}).status_code for _ in range(2)]

    assert statuses == [422, 429]
    assert client.get("/by-email/").status_code == 200
