"""Redis killed, and Redis that is there and does not answer."""

import signal
import time
from collections.abc import Callable

from benchmarks.outages.ground import Ground, wait_until
from benchmarks.outages.registry import Seen, outage
from benchmarks.started_site import Reader, ask, asking

PATHS = ("/", "/search/?q=sleep", "/search/?q=tired")
BACK_WITHIN = 30.0  # seconds
WORST = 3.0  # seconds
PROMISE = "no reader notices: every answer 200, within three seconds"


@outage("Redis killed", promise=PROMISE)
def killed(ground: Ground) -> Seen:
    return tried(ground, ground.redis.stop, ground.redis.start)


@outage("Redis hanging", promise=PROMISE)
def hanging(ground: Ground) -> Seen:
    return tried(ground, lambda: ground.redis.tell(signal.SIGSTOP), lambda: ground.redis.tell(signal.SIGCONT))


def tried(ground: Ground, take_away: Callable[[], None], give_back: Callable[[], None]) -> Seen:
    readers = [Reader(ground.web_port, path) for path in PATHS]
    with asking(readers):
        take_away()
        try:
            time.sleep(ground.seconds)
        finally:
            give_back()
    back = wait_until(lambda: ask(ground.web_port, "/readyz")[0] == 200, within=BACK_WITHIN)
    answers = [status for reader in readers for status in reader.statuses.elements()]
    worst = max(second for reader in readers for second in reader.seconds)
    words = (
        f"{answers.count(200)} of {len(answers)} answers 200, the slowest in {worst:.1f} s;"
        f" `/readyz` well after {back:.0f} s"
    )
    return Seen(words, set(answers) == {200} and worst <= WORST)
