"""What it costs to refresh 200 sources of 20 entries each (about 12 MB of HTML) on loopback.

    python -m benchmarks.feeds_refresh [--latency] [sources]

CPU-seconds of ourselves and of the process that reads documents, the start of both excluded, on SQLite or
on what DATABASE_URL names (emptied first). Three times: everything new, nothing changed, ten changed. With
--latency every answer takes 100 to 300 ms, and what counts is how long we wait when nothing changed.
"""

import os
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import feed_farm
from benchmarks.throwaway_site import LONG_AGO, set_up

ENTRIES = 20
BARS = {"all new": 4.0, "nothing changed": 0.7, "ten changed": 1.0}
MOST_MEMORY = 200  # MB, of all processes together
LATENCY = (0.1, 0.3)
LONGEST_WAIT = 8.0  # seconds, for nothing changed with that latency


def main(sources: int, *, is_far: bool) -> int:
    failed = 0
    latency = LATENCY if is_far else (0, 0)
    with TemporaryDirectory() as name, feed_farm.serving(Path(name), latency=latency) as port:
        folder = Path(name)
        hosts = [f"{feed_farm.host(number)}:{port}" for number in range(sources)]
        feed_farm.plant(folder, feeds=sources, entries=ENTRIES)
        set_up(folder, hosts)
        size = sum(path.stat().st_size for path in folder.glob("*.xml")) / 1e6
        print(f"{sources} sources, {sources * ENTRIES} entries, {size:.1f} MB")
        for name, bar in BARS.items():
            if name == "ten changed":
                feed_farm.plant(folder, feeds=sources, entries=ENTRIES, edition=1, only=range(10))
            failed += measure(name, bar, is_far=is_far)
    memory = peak_memory()
    print(f"memory {memory:.0f} MB (bar {MOST_MEMORY})")
    return int(failed > 0 or memory > MOST_MEMORY)


@dataclass(frozen=True)
class Spent:
    """What one refresh of all sources cost, and what came of it."""

    spent: float  # CPU-seconds
    waited: float
    sources: int
    new: int
    stored: int
    troubles: frozenset[str]


def measure(name: str, bar: float, *, is_far: bool) -> bool:
    """Whether it missed its bar: CPU-seconds, or with latency how long nothing new takes."""
    cost = refreshed()
    if cost.troubles:
        print(cost.troubles)
    print(
        f"{name:<16} {cost.spent:5.2f} CPU-seconds (bar {bar}), {cost.waited:5.1f} s, "
        f"{cost.sources} sources, {cost.new} new"
    )
    if is_far:
        return bool(cost.troubles) or (name == "nothing changed" and cost.waited > LONGEST_WAIT)
    return bool(cost.troubles) or cost.spent > bar


def refreshed() -> Spent:
    """Refresh every source, due or not."""
    from feeds.models import Item, Source
    from feeds.refreshing.refresh import refresh_due
    from feeds.sandbox import pool

    Source.objects.update(next_check_at=LONG_AGO)
    pool.warm_up()
    before, started = cpu_seconds(), time.monotonic()
    outcomes = [outcome for _, outcome in refresh_due()]
    spent, waited = cpu_seconds() - before, time.monotonic() - started
    return Spent(
        spent,
        waited,
        len(outcomes),
        sum(getattr(outcome, "new", 0) for outcome in outcomes),
        Item.objects.count(),
        frozenset(str(outcome) for outcome in outcomes if getattr(outcome, "trouble", True)),
    )


def cpu_seconds() -> float:
    """Of this process, of those that it ended, and of those that read documents for it."""
    ours = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in ours) + sum(map(_cpu_seconds_of, _readers()))


def _readers() -> list[int]:
    from feeds.sandbox import pool

    return pool.pids()


def _cpu_seconds_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory() -> float:
    def peak(pid: int | str) -> int:
        status = Path(f"/proc/{pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0])

    return sum(map(peak, ["self", *_readers()])) / 1024


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    sys.exit(main(*(numbers or [200]), is_far="--latency" in sys.argv))
