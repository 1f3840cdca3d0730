"""PostgreSQL is stopped hard under a running site, and started again; everything must recover by itself.

    python -m benchmarks.database_stop [stops]

A cluster of its own in a temporary folder, run by the user `postgres` if we are root, and the sample site as
`manage.py start` runs it. Each time readers ask for a known page and for one that is made anew, 200
tasks are left, the server is stopped with `pg_ctl -m immediate` for some seconds, and started. Exits non-zero
if the known page failed, the other said anything but 200 or 503, the site was not as before a minute later,
or a task was never done.
"""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.postgres_cluster import Cluster
from benchmarks.serving import ROOT, environment
from benchmarks.started_site import Reader, ask, asking, started

KNOWN, MADE = "/states/", "/search/?q=sleep"
AWAY = 6.0  # seconds
RECOVERS_WITHIN = 60.0  # seconds, the worker's longest wait between two tries among them
REAPED_WITHIN = 360.0  # seconds until a task that was cut off is done by another worker
TASKS = "django_tasks_database_dbtaskresult"
LEAVE_TASKS = "from feeds.tasks import refresh_source\nfor number in range({}): refresh_source.enqueue(0)"
MANY = 200


def main(stops: int) -> int:
    with TemporaryDirectory() as name:
        cluster = Cluster(Path(name, "cluster"))
        cluster.make()
        try:
            with started(Path(name), DATABASE_URL=cluster.url, RECALIBRATE_RATE_LIMITS="0") as port:
                told = [once(cluster, port, Path(name), number) for number in range(stops)]
                done = wait_for_tasks(cluster, MANY * stops)
        finally:
            cluster.stop()
        log = Path(name, "site.log").read_text()
    print(f"{done} of {MANY * stops} tasks done; {log.count(' ended (')} processes had to be started again")
    return int(not all(told) or done != MANY * stops)


def once(cluster: Cluster, port: int, folder: Path, number: int) -> bool:
    ask(port, KNOWN)
    readers = [Reader(port, path) for path in (KNOWN, MADE)]
    print(f"  stop {number + 1}")
    with asking(readers):
        leave_tasks(cluster, folder)
        cluster.stop()
        time.sleep(AWAY)
        cluster.start()
        recovered = wait_for_recovery(cluster, port)
    print(f"    pages and worker are there again {recovered:.0f} s after the start")
    known, made = (set(reader.statuses) for reader in readers)
    return known == {200} and made <= {200, 503} and recovered < RECOVERS_WITHIN


def leave_tasks(cluster: Cluster, folder: Path) -> None:
    env = environment(folder) | {"DATABASE_URL": cluster.url}
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", LEAVE_TASKS.format(MANY)]
    subprocess.run(command, env=env, cwd=ROOT, check=True)


def wait_for_recovery(cluster: Cluster, port: int) -> float:
    """Seconds until a page is made, and the worker says that it is there."""
    began = time.monotonic()
    here = "SELECT count(*) FROM operations_worker WHERE seen_at > now() - make_interval(secs => {})"
    while (passed := time.monotonic() - began) < RECOVERS_WITHIN:
        if ask(port, MADE)[0] == 200 and cluster.ask(here.format(passed)):
            break
        time.sleep(0.5)
    return passed


def wait_for_tasks(cluster: Cluster, wanted: int) -> int:
    """How many are done. One that was in hand is given to another worker minutes later."""
    until = time.monotonic() + REAPED_WITHIN
    done = f"SELECT count(*) FROM {TASKS} WHERE task_path LIKE '%.refresh_source' AND status = 'SUCCESSFUL'"  # noqa: S608
    while (count := cluster.ask(done)) < wanted and time.monotonic() < until:
        time.sleep(1)
    return count


if __name__ == "__main__":
    sys.exit(main(int((sys.argv[1:] or ["2"])[0])))
