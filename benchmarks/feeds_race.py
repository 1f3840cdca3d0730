"""Several processes refresh the same sources at once; every item must come in exactly once.

    python -m benchmarks.feeds_race [processes] [sources]

On SQLite, or on what DATABASE_URL names (emptied first). Exits non-zero if an item is missing or doubled, or
a document was fetched more than once.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import feed_farm
from benchmarks.throwaway_site import count_items, make_due, process, set_up

ENTRIES = 20
REFRESH = "from feeds.refreshing.refresh import refresh_due; list(refresh_due())"


def main(processes: int, sources: int) -> int:
    with TemporaryDirectory() as name, feed_farm.serving(Path(name)) as port:
        folder = Path(name)
        feed_farm.plant(folder, feeds=sources, entries=ENTRIES)
        set_up(folder, [f"{feed_farm.host(number)}:{port}" for number in range(sources)])
        make_due()
        failed = race(processes)
        items, doubled, checks = count_items()
    print(f"{processes} processes, {sources} sources: {items} items, {doubled} doubled, {checks} checks")
    return int(failed or items != sources * ENTRIES or doubled > 0 or checks != sources)


def race(processes: int) -> bool:
    """Whether any of so many processes, started together, failed."""
    racing: list[subprocess.Popen[bytes]] = [process(REFRESH) for _ in range(processes)]
    codes = [one.wait(timeout=300) for one in racing]
    return any(codes)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [2, 200][len(numbers) :])))
