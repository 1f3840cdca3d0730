"""What dies is started again, and all end together."""

import os
import signal
import subprocess
import sys
import time

from recalibrate.operations.supervise import LONGEST_WAIT, STEADY_AFTER, Child

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
FAIL = [sys.executable, "-S", "-c", "raise SystemExit(3)"]


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def die(child):
    child.process.kill()
    child.process.wait()
    child.keep_alive()


def test_a_process_that_was_killed_is_there_again_at_once():
    child = Child("A worker", SLEEP, os.environ)
    try:
        child.keep_alive()
        first = child.process.pid
        die(child)
        child.keep_alive()

        assert child.process.pid != first
    finally:
        child.tell(signal.SIGKILL)
        child.has_ended(5)


def test_one_that_keeps_dying_waits_longer_each_time_and_a_steady_one_never():
    clock = Clock()
    child = Child("A worker", SLEEP, os.environ, clock=clock)
    waits = []
    for _ in range(9):
        child.keep_alive()
        die(child)
        waits.append(child.starts_at - clock.now)
        child.keep_alive()
        assert (child.process is None) == (waits[-1] > 0)
        if child.process is None:
            clock.now = child.starts_at
    assert waits == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert max(waits) == LONGEST_WAIT

    child.keep_alive()
    clock.now += STEADY_AFTER
    die(child)

    assert child.starts_at == clock.now


CODE = """
import sys
from recalibrate.operations.supervise import Child, Supervisor
write = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
Supervisor([Child("One", [sys.executable, "-S", "-c", write], {}) for _ in range(2)]).run_until_stopped()
"""


def test_a_signal_to_the_supervisor_ends_them_all():
    with subprocess.Popen([sys.executable, "-c", CODE], stdout=subprocess.PIPE, text=True) as supervisor:
        pids = [int(supervisor.stdout.readline()) for _ in range(2)]

        os.kill(pids[0], signal.SIGKILL)
        pids.append(int(supervisor.stdout.readline()))
        began = time.monotonic()
        supervisor.send_signal(signal.SIGTERM)

        assert supervisor.wait(timeout=10) == 0
        assert time.monotonic() - began < 5
    for pid in pids:
        assert not is_running(pid)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
