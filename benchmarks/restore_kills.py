"""A restore is killed at random moments, again and again; the database is always the old one or the new one.

    python -m benchmarks.restore_kills [kills]

On SQLite, or on what DATABASE_URL names (emptied first). Exits non-zero if anything between the two was seen,
or if the last restore, left alone, did not bring everything back.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.throwaway_site import process, set_up

SOURCES = 4_000
RESTORE = (
    "from pathlib import Path; from recalibrate.operations.backups import restore; "
    "print('ready', flush=True); restore(Path({!r}), replace=True)"
)


def main(kills: int) -> int:
    with TemporaryDirectory() as name:
        set_up(Path(name), [f"{number}.example" for number in range(SOURCES)])
        os.environ["DJANGO_SETTINGS_MODULE"] = "recalibrate.settings.test"
        from recalibrate.operations.backups import make_backup

        folder, killed, odd = make_backup(Path(name, "backups")), 0, 0
        for number in range(kills):
            change(number)
            killed += kill_one(str(folder))
            odd += states() not in ({""}, {f"changed {number}"})
        change(kills)
        code = process(RESTORE.format(str(folder))).wait(timeout=300)
        found = states()
    print(f"{killed} of {kills} restores killed in the middle, {odd} half done, in the end {found}")
    return int(code != 0 or odd > 0 or found != {""})


def change(number: int) -> None:
    from feeds.models import Source

    Source.objects.update(offers=f"changed {number}")


def states() -> set[str]:
    from django.db import connection

    from feeds.models import Source

    connection.close()
    found = set(Source.objects.values_list("offers", flat=True).distinct())
    return found if Source.objects.count() == SOURCES else {"rows are missing"}


def kill_one(folder: str) -> bool:
    restoring = process(RESTORE.format(folder), tells=True)
    assert restoring.stdout is not None  # noqa: S101  # for the type checker: it is a pipe
    restoring.stdout.readline()
    time.sleep(random.uniform(0, 1.0))
    is_at_work = restoring.poll() is None
    restoring.send_signal(signal.SIGKILL)
    restoring.communicate()
    return is_at_work


if __name__ == "__main__":
    sys.exit(main(int((sys.argv[1:] or ["50"])[0])))
