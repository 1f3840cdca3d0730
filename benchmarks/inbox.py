"""How long the inbox and the list of sources take, with 100 items in store and with 100,000.

    python benchmarks/inbox.py [--items 100000] [--rounds 15]

On SQLite and on PostgreSQL (the server of TEST_POSTGRES_URL), each in a scratch database that is dropped
again. Of the items, 100 wait; the others are decided, nine in ten passed on, as after years of use. Prints
the median time of each page through Django, as an editor, and the ratio between the two stores.
"""

import argparse
import subprocess
import sys
import time
from datetime import timedelta
from statistics import median
from tempfile import TemporaryDirectory

from search import ROOT, environment

PAGES = {
    "inbox": "/admin/inbox/",
    "inbox, page 3": "/admin/inbox/?page=3",
    "inbox, searched": "/admin/inbox/?q=rota+nights",
    "inbox, one source": "/admin/inbox/?source=source-3",
    "inbox, by state": "/admin/inbox/?state=fatigue",
    "held": "/admin/inbox/?view=held",
    "sources": "/admin/sources/",
    "desk": "/admin/",
}
WAITING, SOURCES, HELD = 100, 20, 10
TEXT = "Some words about nights, the rota, rest rooms and what a team changed because of a report. " * 8


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.engine:
        return measure(arguments.engine, arguments.items, arguments.rounds)
    import os

    with TemporaryDirectory() as folder:
        urls = {
            "SQLite": f"sqlite:///{folder}/scratch.sqlite3",
            "PostgreSQL": os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres"),
        }
        for engine, url in urls.items():
            command = [sys.executable, __file__, "--engine", engine, "--items", str(arguments.items)]
            command += ["--rounds", str(arguments.rounds)]
            subprocess.run(command, env=environment(url, folder), check=True, cwd=ROOT / "benchmarks")
    return None


def measure(engine: str, items: int, rounds: int) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        client = editor()
        fill(0, WAITING)
        few = timed(client, rounds)
        fill(WAITING, items)
        many = timed(client, rounds)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    print(f"{engine}: median milliseconds with {WAITING} and with {items:,} items")
    for page in PAGES:
        print(f"  {page:<18} {few[page]:7.1f} {many[page]:7.1f}   ratio {many[page] / few[page]:.2f}")


def editor():  # type: ignore[no-untyped-def]
    from django.core.management import call_command
    from django.test import Client

    from feeds.models import Source
    from recalibrate.core.models import User

    call_command("set_up_site", verbosity=0)
    Source.objects.bulk_create(
        Source(name=f"Source {n}", slug=f"source-{n}", site_url=f"https://{n}.example/")
        for n in range(SOURCES)
    )
    client = Client()
    client.force_login(User.objects.create_superuser("an-editor"))
    return client


def fill(first: int, items: int) -> None:
    """The first hundred wait, the newest of all; the rest is decided, and a few of it held."""
    from django.db import connection
    from django.utils import timezone

    from feeds.models import Curation, Item, Source

    now, sources = timezone.now(), list(Source.objects.filter(slug__startswith="source-"))
    for begin in range(first, items, 5_000):
        Item.objects.bulk_create(
            (
                Item(
                    source=sources[n % SOURCES],
                    identity=str(n),
                    fingerprint="f",
                    title=f"Item {n}",
                    text=f"{TEXT} {n}",
                    url=f"https://a.example/{n}",
                    canonical_url=f"https://a.example/{n}",
                    language="en",
                    first_seen_at=now - timedelta(minutes=n),
                    decided_at=now if n >= WAITING else None,
                    sorted_at=now,
                )
                for n in range(begin, min(begin + 5_000, items))
            ),
            batch_size=1_000,
        )
    decided = Item.objects.filter(curation=None).exclude(decided_at=None).values_list("pk", flat=True)
    Curation.objects.bulk_create(
        (
            Curation(item_id=pk, decision="hold" if n < HELD else "pass", decided_at=now)
            for n, pk in enumerate(decided)
        ),
        batch_size=2_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def timed(client, rounds: int) -> dict[str, float]:  # type: ignore[no-untyped-def]
    found = {}
    for page, address in PAGES.items():
        taken = []
        for _ in range(rounds + 1):
            began = time.perf_counter()
            assert client.get(address).status_code == 200, address  # noqa: S101
            taken.append(1000 * (time.perf_counter() - began))
        found[page] = median(taken[1:])
    return found


if __name__ == "__main__":
    main()
