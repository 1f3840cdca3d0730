import threading
import time
from itertools import pairwise

import pytest

from recalibrate.outbound import concurrency as side_by_side
from recalibrate.outbound.concurrency import run_per_host


def jobs(*addresses):
    return [(address, lambda address=address: address) for address in addresses]


def test_everything_comes_back_whatever_became_of_it():
    def work(address):
        return 1 / address.count("a.")

    done = dict(run_per_host(jobs("http://a.example/", "http://b.example/"), work))

    assert done["http://a.example/"].result() == 1
    with pytest.raises(ZeroDivisionError):
        done["http://b.example/"].result()


def test_a_slow_host_delays_no_other():
    release = threading.Event()

    def work(address):
        return release.wait(5) if "slow" in address else True

    running = run_per_host(jobs("http://slow.example/", *(f"http://{n}.example/" for n in range(20))), work)
    first_twenty = [next(running)[0] for _ in range(20)]
    release.set()

    assert "http://slow.example/" not in first_twenty
    assert [address for address, _ in running] == ["http://slow.example/"]


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_between():
    starts = []

    def work(address):
        starts.append(time.monotonic())

    list(run_per_host(jobs(*(f"http://a.example/{n}" for n in range(3))), work, pause=0.2))

    assert all(later - earlier >= 0.2 for earlier, later in pairwise(starts))


def test_only_a_few_run_at_once():
    running, most = set(), []

    def work(address):
        running.add(address)
        most.append(len(running))
        time.sleep(0.02)
        running.discard(address)

    list(run_per_host(jobs(*(f"http://{n}.example/" for n in range(30))), work))

    assert max(most) <= side_by_side.AT_ONCE


def test_what_cannot_begin_is_left_out():
    assert list(run_per_host([("http://a.example/", lambda: None)], str)) == []
