"""A refresh is killed at random moments, again and again; nothing may be lost or doubled by it.

    python -m benchmarks.feeds_kill [kills] [sources]

On SQLite, or on what DATABASE_URL names (emptied first). Between two kills all leases are ended, as time
would, and every document gets one more entry. Exits non-zero if an item is missing or doubled at the end.
"""

import random
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import feed_farm
from benchmarks.throwaway_site import count_items, make_due, process, set_up

ENTRIES = 20
SAY_WHEN = "from feeds.refresh import refresh_due; print('ready', flush=True); list(refresh_due())"


def main(kills: int, sources: int) -> int:
    with TemporaryDirectory() as name, feed_farm.serving(Path(name)) as port:
        folder = Path(name)
        feed_farm.plant(folder, feeds=sources, entries=ENTRIES)
        set_up(folder, [f"{feed_farm.host(number)}:{port}" for number in range(sources)])
        killed = 0
        for edition in range(kills):
            feed_farm.plant(folder, feeds=sources, entries=ENTRIES, edition=edition)
            make_due()
            killed += kill_one()
        make_due()
        code = process(SAY_WHEN).wait(timeout=300)
        items, doubled, _ = count_items()
    print(f"{killed} of {kills} killed in the middle, {sources} sources: {items} items, {doubled} doubled")
    return int(code != 0 or items < sources * ENTRIES or doubled > 0)


def kill_one() -> bool:
    """Whether the process was still at work when it was killed."""
    refreshing = process(SAY_WHEN, tells=True)
    assert refreshing.stdout is not None  # noqa: S101  # for the type checker: it is a pipe
    refreshing.stdout.readline()
    time.sleep(random.uniform(0, 2.0))
    is_at_work = refreshing.poll() is None
    refreshing.send_signal(signal.SIGKILL)
    refreshing.communicate()
    return is_at_work


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [50, 40][len(numbers) :])))
