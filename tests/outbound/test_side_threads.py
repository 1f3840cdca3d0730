"""Threads that are kept: they ring in time, they do jobs side by side, and no bug takes one away."""

import os
import threading
import time
from queue import SimpleQueue

import pytest

from recalibrate.outbound.side_threads import Alarms, Helpers

LONG = 5.0  # seconds, for what comes at once unless something is wrong


@pytest.fixture
def rung() -> "SimpleQueue[str]":
    return SimpleQueue()


def test_alarms_ring_in_the_order_of_their_moments(rung):
    alarms, now = Alarms(), time.monotonic()
    alarms.set(now + 0.1, lambda: rung.put("later"))
    alarms.set(now + 0.02, lambda: rung.put("sooner"))

    assert [rung.get(timeout=LONG), rung.get(timeout=LONG)] == ["sooner", "later"]
    assert time.monotonic() >= now + 0.1


def test_a_cancelled_alarm_does_not_ring(rung):
    alarms, now = Alarms(), time.monotonic()
    cancelled = alarms.set(now + 0.02, lambda: rung.put("cancelled"))
    alarms.set(now + 0.05, lambda: rung.put("kept"))
    alarms.cancel(cancelled)
    alarms.cancel(cancelled)  # twice does no harm

    assert rung.get(timeout=LONG) == "kept"
    assert rung.empty()


def test_an_alarm_with_a_bug_leaves_the_others_alone(rung, caplog):
    alarms, now = Alarms(), time.monotonic()
    alarms.set(now, lambda: 1 / 0)
    alarms.set(now + 0.02, lambda: rung.put("rung"))

    assert rung.get(timeout=LONG) == "rung"
    assert "met a bug" in caplog.text


def test_a_job_that_is_stuck_keeps_no_other_waiting(rung):
    helpers, is_over = Helpers(), threading.Event()
    helpers.begin(lambda: is_over.wait(LONG) and None)
    helpers.begin(lambda: rung.put("done"))

    assert rung.get(timeout=LONG) == "done"
    is_over.set()


def test_a_thread_is_used_again_whatever_its_last_job_met(rung, caplog):
    helpers = Helpers()
    threads = []
    for _ in range(5):
        helpers.begin(lambda: rung.put(threading.current_thread().name) or 1 / 0)
        rung.get(timeout=LONG)
        threads.append(threading.active_count())
        ends_at = time.monotonic() + LONG
        while not helpers._free and time.monotonic() < ends_at:
            time.sleep(0.001)

    assert len(set(threads)) == 1
    assert "met a bug" in caplog.text


def test_a_forked_process_begins_with_threads_of_its_own(rung):
    from recalibrate.outbound import side_threads

    side_threads.alarms.set(time.monotonic(), lambda: rung.put("here"))
    rung.get(timeout=LONG)
    child = os.fork()
    if child == 0:  # pragma: no cover  # in the other process
        heard: SimpleQueue[str] = SimpleQueue()
        side_threads.helpers.begin(lambda: heard.put("helped"))
        side_threads.alarms.set(time.monotonic(), lambda: heard.put("rung"))
        os._exit(0 if {heard.get(timeout=LONG), heard.get(timeout=LONG)} == {"helped", "rung"} else 1)

    assert os.waitpid(child, 0)[1] == 0
