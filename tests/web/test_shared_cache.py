"""Redis may go away at any time: nothing fails, and no request waits."""

import os
import time

import pytest
from running_site import free_port

from recalibrate.web.redis_or_local_cache import NOT_ASKED_FOR, SharedCache

REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
OPTIONS = {"OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}}


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def away():
    return SharedCache(f"redis://127.0.0.1:{free_port()}/0", OPTIONS)


def test_without_redis_every_operation_works_in_the_process_alone(away):
    assert away.add("asks", 0, 60)
    assert not away.add("asks", 0, 60)
    assert away.incr("asks") == 1
    away.set_many({"a": 1, "b": 2})
    assert away.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert away.get_or_set("d", 4) == 4
    assert "d" in away
    assert away.touch("d", 5)
    away.delete_many(["a"])
    assert away.delete("b")
    assert away.get("a", "gone") == "gone"
    away.clear()
    assert away.get("d") is None
    assert not away.answers()


def test_without_redis_nobody_waits(away):
    away.get("first")
    began = time.monotonic()

    for number in range(1_000):
        away.get(str(number))

    assert time.monotonic() - began < 0.5


def go_to(cache, url):
    cache._cache._servers, cache._cache._pools = [url], {}


@pytest.mark.redis
def test_redis_is_used_again_when_it_is_back():
    clock = Clock()
    cache = SharedCache(REDIS, OPTIONS, clock=clock)
    other_process = SharedCache(REDIS, OPTIONS)
    go_to(cache, f"redis://127.0.0.1:{free_port()}/0")
    cache.set("recalibrate-test", "own")
    assert other_process.get("recalibrate-test") is None

    go_to(cache, REDIS)
    clock.now = NOT_ASKED_FOR
    cache.set("recalibrate-test", "shared")

    try:
        assert other_process.get("recalibrate-test") == "shared"
        assert cache.answers()
    finally:
        other_process.delete("recalibrate-test")
        for each in (cache, other_process):
            each._cache._get_connection_pool(write=True).disconnect()
