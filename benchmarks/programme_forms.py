"""A room sends its forms all at once: 200 by 8 workers, on SQLite or on the database of DATABASE_URL.

    python -m benchmarks.programme_forms

Prints the sums, which must be exact, and how long a sending took. What a form is made of is fetched first:
in a room people have it on their phones already.
"""

import os
import sys
from collections import Counter
from multiprocessing import Process, Queue, get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from .throwaway_site import process

WORKERS, EACH = 8, 25
VALUES = (1, 2, 3, 4, 5)


def main() -> int:
    with TemporaryDirectory() as folder:
        make_ready(Path(folder))
        code, expected = plant()
        forms = fetched_forms(code)
        told = crowd(code, forms)
        return report(code, expected, told)


def make_ready(folder: Path) -> None:
    """The tables are made by a process of its own; Django is ready behind this."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "recalibrate.settings.test"
    os.environ.setdefault("RECALIBRATE_VAR_DIR", str(folder / "var"))
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/forms.sqlite3")
    os.environ["RECALIBRATE_LOG_LEVEL"] = "WARNING"
    if process(
        "from django.core.management import call_command; call_command('migrate', verbosity=0)"
    ).wait():
        sys.exit("The database could not be made.")
    import django

    django.setup()


def plant() -> tuple[str, Counter[int]]:
    """An open form; its code, and how often each answer will be given."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from django.core.management import call_command

    call_command("set_up_site", verbosity=0)
    from planted_programmes import open_now, wave

    from recalibrate.programmes.models import SpentNonce

    SpentNonce.objects.all().delete()  # of an earlier run on this database
    one = open_now(wave())
    return one.code, Counter(VALUES[number % len(VALUES)] for number in range(WORKERS * EACH))


def fetched_forms(code: str) -> list[dict[str, str]]:
    from django.test import Client

    if Client().get(f"/a/{code}").status_code != 200:
        sys.exit("The form is not there.")
    from recalibrate.programmes.models import Wave
    from recalibrate.programmes.receiving import form_name
    from recalibrate.web.anonymous_forms import issue_token

    name = form_name(Wave.objects.get(code=code))
    return [
        {
            "token": issue_token(name),
            "q-useful": str(VALUES[number % len(VALUES)]),
            "q-knows": "4",
            "q-change": "1",
        }
        for number in range(WORKERS * EACH)
    ]


def crowd(code: str, forms: list[dict[str, str]]) -> list[tuple[int, float, float]]:
    """Every sending: its status, its seconds and the processor's. Workers are forked: none waits for another."""
    from django.db import connections

    connections.close_all()
    context = get_context("fork")
    told: Queue[Any] = context.Queue()
    start = context.Barrier(WORKERS)
    workers: list[Process] = [
        context.Process(target=send, args=(code, forms[number::WORKERS], start, told))  # type: ignore[misc]
        for number in range(WORKERS)
    ]
    for worker in workers:
        worker.start()
    found = [told.get(timeout=120) for _ in forms]
    for worker in workers:
        worker.join(timeout=30)
    return found


def send(code: str, forms: list[dict[str, str]], start: Any, told: Any) -> None:
    from django.test import Client

    client = Client(raise_request_exception=False)
    start.wait()
    for form in forms:
        begun, spent = perf_counter(), process_time()
        answer = client.post(f"/a/{code}", form)
        told.put((answer.status_code, perf_counter() - begun, process_time() - spent))
    client.post(f"/a/{code}", forms[0])  # a copy, which counts for nothing


def report(code: str, expected: Counter[int], told: list[tuple[int, float, float]]) -> int:
    from django.db import connection

    from recalibrate.programmes.ballot_box import tallies_of
    from recalibrate.programmes.models import SpentNonce, Wave

    tallies = tallies_of(Wave.objects.get(code=code))
    times = sorted(seconds * 1_000 for _, seconds, _ in told)
    p95 = times[int(len(times) * 0.95) - 1]
    ticks = tallies.ticks["useful"]
    is_exact = tallies.forms == len(told) == SpentNonce.objects.count() and ticks == dict(expected)
    print(f"{connection.vendor}: {len(told)} sent by {WORKERS}, {tallies.forms} counted; ticks {ticks}")
    print(f"answers {dict(Counter(status for status, *_ in told))}; sums exact: {is_exact}")
    print(f"a sending: median {median(times):.0f} ms, p95 {p95:.0f} ms, longest {times[-1]:.0f} ms")
    cpu = median(1_000 * spent for *_, spent in told)
    print(f"processor time of a sending, in its worker: median {cpu:.0f} ms")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0 if is_exact else 1


if __name__ == "__main__":
    sys.exit(main())
