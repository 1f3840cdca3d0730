"""PostgreSQL stopped, and PostgreSQL that is there and does not answer."""

import time
from collections.abc import Callable

from benchmarks.outages.ground import Ground, wait_until
from benchmarks.outages.registry import Seen, outage
from benchmarks.started_site import Reader, ask, asking

KNOWN = ("/", "/states/", "/help/")
NEW = ("/search/?q=sleep", "/search/?q=tired")
BACK_WITHIN = 90.0  # seconds, the longest wait of worker and clock between two tries among them
LINES_A_MINUTE = 12  # of warnings and errors, of one process
PROMISE = "known pages 200, new ones 200 or 503, worker and clock wait, few lines in the log, back by itself"


@outage("PostgreSQL stopped", promise=PROMISE)
def stopped(ground: Ground) -> Seen:
    return tried(ground, ground.cluster.stop, ground.cluster.start)


@outage("PostgreSQL hanging", promise=PROMISE)
def hanging(ground: Ground) -> Seen:
    return tried(ground, ground.cluster.hang, ground.cluster.go_on)


def tried(ground: Ground, take_away: Callable[[], None], give_back: Callable[[], None]) -> Seen:
    wait_until(lambda: all(ask(ground.web_port, path)[0] == 200 for path in KNOWN), within=BACK_WITHIN)
    readers = [Reader(ground.web_port, path) for path in (*KNOWN, *NEW)]
    had = {name: ground.log_of(name).stat().st_size for name in ground.processes}
    with asking(readers):
        take_away()
        try:
            time.sleep(ground.seconds)
        finally:
            give_back()
        back = wait_until(lambda: is_back(ground), within=BACK_WITHIN)
    ended = [name for name in ground.processes if ground.has_ended(name)]
    logged = {name: troubles(ground, name, since) for name, since in had.items()}
    return told(readers[: len(KNOWN)], readers[len(KNOWN) :], back, ended, logged, ground.seconds)


def is_back(ground: Ground) -> bool:
    """Whether a new page is made, and everything is ready but for sources that no editor follows."""
    return ask(ground.web_port, NEW[0])[0] == 200 and ask(ground.web_port, "/readyz")[0] == 200


def troubles(ground: Ground, name: str, since: int) -> list[str]:
    """Lines of warnings, errors and tracebacks that the process has written."""
    text = ground.log_of(name).read_bytes()[since:].decode(errors="replace")
    marks = (" WARNING ", " ERROR ", "Traceback ")
    return [line for line in text.splitlines() if any(mark in line for mark in marks)]


def told(
    known: list[Reader],
    new: list[Reader],
    back: float,
    ended: list[str],
    logged: dict[str, list[str]],
    seconds: float,
) -> Seen:
    answers = [status for reader in known for status in reader.statuses.elements()]
    others = [status for reader in new for status in reader.statuses.elements()]
    longest = max(logged.values(), key=len)
    most = len(longest)
    allowed = LINES_A_MINUTE * (1 + seconds / 60)
    words = [
        f"{answers.count(200)} of {len(answers)} known pages 200, the slowest in"
        f" {max(second for reader in known for second in reader.seconds):.1f} s",
        f"new ones {others.count(200)} × 200, {others.count(503)} × 503"
        + (f", {others.count(0)} × no answer" if others.count(0) else ""),
        f"back after {back:.0f} s",
        f"{most} lines in the longest log",
        *(f"{name} ended" for name in ended),
        *(longest if most > allowed else ()),  # so that a failure says which lines
    ]
    is_kept = set(answers) == {200} and set(others) <= {200, 503} and not ended and most <= allowed
    return Seen("; ".join(words), is_kept)
