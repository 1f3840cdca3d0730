"""A site without pages in a database that is deleted afterwards, with one source for each host."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONG_AGO = "2026-01-01T00:00:00Z"


def set_up(folder: Path, hosts: list[str]) -> None:
    """Django is ready behind this; the database is SQLite in `folder`, or DATABASE_URL, emptied.

    It is made by a process of its own, so that what migrating costs is not counted as ours.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "recalibrate.settings.test"
    os.environ.setdefault("RECALIBRATE_VAR_DIR", str(folder / "var"))
    os.environ["RECALIBRATE_FEEDS_ALLOWED_ADDRESSES"] = ",".join(hosts)
    os.environ["RECALIBRATE_LOG_LEVEL"] = "WARNING"
    if process("from benchmarks.throwaway_site import make; make()").wait():
        sys.exit("The database could not be made.")
    import django

    django.setup()


def make() -> None:
    """The tables, and a source for each host."""
    from django.core.management import call_command

    from feeds.models import Source

    call_command("migrate", interactive=False, verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    hosts = os.environ["RECALIBRATE_FEEDS_ALLOWED_ADDRESSES"].split(",")
    Source.objects.bulk_create(
        Source(
            name=f"Source {number}",
            slug=f"source-{number}",
            site_url=f"https://{number}.example/",
            feed_url=f"http://{host}/{number}.xml",
        )
        for number, host in enumerate(hosts)
    )


def process(code: str, *, tells: bool = False) -> subprocess.Popen[bytes]:
    """Another process of the same site that runs this; what it prints can be read if it `tells`."""
    return subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])},
        stdout=subprocess.PIPE if tells else subprocess.DEVNULL,
    )


def make_due() -> None:
    """Every source at once, and free: as if leases and intervals were over."""
    from feeds.models import Source

    Source.objects.update(next_check_at=LONG_AGO, lease_token="", leased_until=None)


def count_items() -> tuple[int, int, int]:
    """How many there are, how many entries are there more than once, and how often sources were asked."""
    from feeds.models import Item, Source

    items = Item.objects.count()
    different = Item.objects.values("source", "url").distinct().count()
    return (
        items,
        items - different,
        sum(len(checks) for checks in Source.objects.values_list("checks", flat=True)),
    )
