"""A refresh is killed in the middle, again and again; nothing may be lost or doubled by it.

    python -m benchmarks.feeds_kill [kills] [sources]

On SQLite, or on what DATABASE_URL names (emptied first). A kill counts if the process was at work and some
source still waited. Before each, all leases are ended, as time would, and every document gets one more entry.
After each, whatever a source is known to have read must be there whole: a stored ETag promises its entries.
At the end every source must have the entries of its last document, each once. Exits non-zero if not.
"""

import random
import signal
import sys
import time
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import feed_farm
from benchmarks.throwaway_site import LONG_AGO, count_items, make_due, process, set_up

ENTRIES = 20
TRIES = 10  # for every kill that counts
EACH = 0.02  # seconds that a source takes, about
SAY_WHEN = "from feeds.refreshing.refresh import refresh_due; print('ready', flush=True); list(refresh_due())"


def main(kills: int, sources: int) -> int:
    with TemporaryDirectory() as name, feed_farm.serving(Path(name)) as port:
        folder = Path(name)
        feed_farm.plant(folder, feeds=sources, entries=ENTRIES)
        set_up(folder, [f"{feed_farm.host(number)}:{port}" for number in range(sources)])
        killed = broken = edition = 0
        while killed < kills and edition < kills * TRIES:
            edition += 1
            feed_farm.plant(folder, feeds=sources, entries=ENTRIES, edition=edition)
            make_due()
            killed += kill_one(within=EACH * sources)
            broken += len(broken_promises(folder, edition))
        make_due()
        code = process(SAY_WHEN).wait(timeout=300)
        lacking = sum(map(bool, map(missing, range(sources), [edition] * sources)))
        items, doubled, _ = count_items()
    print(
        f"{killed} killed in the middle ({edition} tries), {sources} sources: {items} items, "
        f"{doubled} doubled, {broken} broken promises, {lacking} sources lack an entry"
    )
    return int(code != 0 or killed < kills or lacking > 0 or doubled > 0 or broken > 0)


def kill_one(*, within: float) -> bool:
    """Whether the process was still at work when it was killed, and not done with every source."""
    refreshing = process(SAY_WHEN, tells=True)
    assert refreshing.stdout is not None  # noqa: S101  # for the type checker: it is a pipe
    refreshing.stdout.readline()
    time.sleep(random.uniform(0, within))
    is_at_work = refreshing.poll() is None
    refreshing.send_signal(signal.SIGKILL)
    refreshing.communicate()
    return is_at_work and is_unfinished()


def is_unfinished() -> bool:
    from feeds.models import Source

    return Source.objects.filter(next_check_at=LONG_AGO).exists()


def broken_promises(folder: Path, edition: int) -> list[int]:
    """Sources whose ETag says that they have read this edition, of which an entry is not there."""
    from feeds.models import Source

    etags = dict(Source.objects.values_list("slug", "etag"))
    read = [
        number
        for number in range(len(etags))
        if etags[f"source-{number}"] == etag_of((folder / f"{number}.xml").read_bytes())
    ]
    return [number for number in read if missing(number, edition)]


def etag_of(document: bytes) -> str:
    return f'"{sha256(document).hexdigest()[:16]}"'


def missing(number: int, edition: int) -> set[str]:
    """The ids in this edition of a source's document that it has no item of."""
    from feeds.models import Item

    wanted = {f"{number}-{entry}" for entry in range(edition + 1, edition + ENTRIES + 1)}
    return wanted - set(Item.objects.filter(source__slug=f"source-{number}").values_list("guid", flat=True))


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [50, 40][len(numbers) :])))
