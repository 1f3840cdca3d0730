"""Four readers, an editor and a refresh at once on one SQLite file; none of them may hear that it is locked.

    python -m benchmarks.sqlite_crowd [seconds]

Exits non-zero if anything failed. Each process says how much it did and how long its slowest step took.
"""

import sys
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

from benchmarks import feed_farm
from benchmarks.throwaway_site import process, set_up

SOURCES, ENTRIES, READERS = 40, 20, 4
LOOP = """
import time
from django.db import transaction
def repeat(name, step):
    until, times, slowest = time.monotonic() + {seconds}, 0, 0.0
    while (began := time.monotonic()) < until:
        step(times)
        times, slowest = times + 1, max(slowest, time.monotonic() - began)
    print(f"{{name}}: {{times}} times, slowest {{slowest:.2f}} s")
"""
READER = """
from django.test import Client
client = Client()
def read(number):
    answer = client.get(("/", "/picks/", "/states/", "/search/?q=sleep")[number % 4])
    assert answer.status_code == 200, answer.status_code
repeat("A reader", read)
"""
EDITOR = """
from recalibrate.home.models import HomePage
def edit(number):
    page = HomePage.objects.get()
    page.seo_title = f"Edition {number}"
    page.save_revision().publish()
repeat("The editor", edit)
"""
REFRESH = """
from feeds.models import Source
from feeds.refreshing.refresh import refresh_due
def refresh(number):
    due = {"next_check_at": "2026-01-01T00:00:00Z", "lease_token": "", "leased_until": None}
    Source.objects.update(**due, body_hash="", etag="", last_modified="")
    assert all(not outcome.trouble for _, outcome in refresh_due())
repeat("The refresh", refresh)
"""


def main(seconds: int) -> int:
    with TemporaryDirectory() as name, feed_farm.serving(Path(name)) as port:
        folder = Path(name)
        feed_farm.plant(folder, feeds=SOURCES, entries=ENTRIES)
        set_up(folder, [f"{feed_farm.host(number)}:{port}" for number in range(SOURCES)])
        plant_pages()
        loop = LOOP.format(seconds=seconds)
        crowd = [run(loop + code) for code in [READER] * READERS + [EDITOR, REFRESH]]
        told = [one.communicate(timeout=seconds + 120)[0].decode() for one in crowd]
    print("".join(told), end="")
    failed = sum(one.returncode != 0 for one in crowd)
    print(f"{failed} of {len(crowd)} processes failed in {seconds} seconds together")
    return int(failed > 0)


def plant_pages() -> None:
    """The pages of every site, and the roots that emptying the database took with it."""
    from django.core.management import call_command
    from wagtail.models import Collection, Locale, Page

    Locale.objects.create(language_code="en-gb")
    Collection.add_root(name="Root")
    Page.add_root(title="Root")
    call_command("set_up_site", verbosity=0)


def run(code: str) -> Popen[bytes]:
    return process(f"exec({code!r})", tells=True)


if __name__ == "__main__":
    sys.exit(main(int((sys.argv[1:] or ["60"])[0])))
