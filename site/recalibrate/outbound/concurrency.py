"""Doing slow things side by side, and politely: a few at once, one for a host, a pause between two."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar
from urllib.parse import urlsplit

# A source that hangs takes its full 20 seconds; the other seven places keep the rest moving (decision 0012).
AT_ONCE = 8
PAUSE = 1.0  # seconds between two starts for the same host
LOOK_AGAIN = 0.05  # seconds: the end of a host's pause gives no sign, so it is looked for

Begun = TypeVar("Begun")
Result = TypeVar("Result")
Waiting = tuple[str, Callable[[], Begun | None]]  # an address, and what begins the work on it


def run_per_host(
    jobs: Iterable[Waiting[Begun]], work: Callable[[Begun], Result], *, pause: float = PAUSE
) -> Iterator[tuple[Begun, Future[Result]]]:
    """Begin each job here, work on it in a thread, and give it back here when it is done.

    A job is begun right before its work starts; one whose beginning gives None is left out.
    """
    waiting = [(urlsplit(address).hostname or "", begin) for address, begin in jobs]
    under_way: dict[Future[Result], tuple[str, Begun]] = {}
    free_at: dict[str, float] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while waiting or under_way:
            busy = {host for host, _ in under_way.values()}
            place = _startable(waiting, busy, free_at) if len(under_way) < AT_ONCE else None
            if place is not None:
                host, begin = waiting.pop(place)
                if (begun := begin()) is not None:
                    free_at[host] = time.monotonic() + pause
                    under_way[pool.submit(work, begun)] = host, begun
                continue
            # Nothing to wait for but a host's pause.
            if not under_way:
                time.sleep(LOOK_AGAIN)
            for done in wait(under_way, LOOK_AGAIN, FIRST_COMPLETED).done:
                yield under_way.pop(done)[1], done


def _startable(
    waiting: Sequence[tuple[str, object]], busy: set[str], free_at: dict[str, float]
) -> int | None:
    """The place of the first that may start now."""
    now = time.monotonic()
    places = enumerate(host for host, _ in waiting)
    return next((place for place, host in places if host not in busy and free_at.get(host, 0) <= now), None)
