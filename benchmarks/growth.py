"""What each listing costs with 100 posts, undecided and kept items, and with 10,000, 95,000 and 5,000.

    python -m benchmarks.growth [--engine sqlite|postgresql] [--rounds 15] [address …]

In scratch databases of its own. Prints the median time of the whole answer through Django, without the page
cache, with few and with many, their ratio, and the first answer after a change, when nothing is remembered.
The last line is what a change of a post takes, until it is published.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
FEW, MANY = (100, 200, 100), (10_000, 100_000, 5_000)  # posts, items, and how many of them are kept
SOURCES = 50
READERS = [
    "/",
    "/states/fatigue/",
    "/posts/",
    "/posts/?page=3",
    "/posts/?state=fatigue",
    "/posts/post-5/",
    "/picks/",
    "/picks/?state=fatigue",
    "/picks/sources/",
    "/search/?q=rest",
    "/search/?q=quagga",
    "/feeds/all.xml",
    "/feeds/states/fatigue.atom",
    "/feeds/picks.json",
    "/sitemap.xml",
    "/sitemap-posts.xml",
]
EDITORS = [
    "/admin/",
    "/admin/inbox/",
    "/admin/curations/",
    "/admin/sources/",
    "/admin/pages/{index}/",
    "/admin/reports/care/",
    "/admin/reports/balance/",
]
PUBLISHING = "publishing"  # no address: a post is changed and published


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("addresses", nargs="*", help="all, if none is given")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        return measure(*json.loads(arguments.measure))
    with TemporaryDirectory() as folder:
        sites = [Site(arguments.engine, sizes, Path(folder)) for sizes in (FEW, MANY)]
        for site in sites:
            site.wait_until_full()
        print(f"Milliseconds, {arguments.engine}; few is {FEW}, many is {MANY} posts, items, kept items.\n")
        print("| | few | many | ratio | first, few | first, many | queries |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for address in arguments.addresses or [*READERS, *EDITORS, PUBLISHING]:
            show(address, sites, arguments.rounds)
        for site in sites:
            site.end()
    return None


def show(address: str, sites: "list[Site]", rounds: int) -> None:
    """One line; few and many take turns, so that a busy moment hits both."""
    warmed = [site.ask(address, "first") for site in sites]
    turns = [[site.ask(address, "usual") for site in sites] for _ in range(rounds)]
    few, many = (median(turn[n][0] for turn in turns) for n in (0, 1))
    queries = turns[-1][1][1]
    first_few, first_many = (answer[0] for answer in warmed)
    told = f"{few:.1f} | {many:.1f} | {many / few:.2f} | {first_few:.1f} | {first_many:.1f} | {queries}"
    print(f"| `{address}` | {told} |", flush=True)


class Site:
    """A process with a database of its own that answers how long an address takes."""

    def __init__(self, engine: str, sizes: tuple[int, int, int], folder: Path) -> None:
        name = f"growth_{sizes[0]}"
        postgres = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            "DJANGO_SETTINGS_MODULE": "recalibrate.settings.test",
            "DATABASE_URL": f"sqlite:///{folder}/{name}.sqlite3" if engine == "sqlite" else postgres,
            "RECALIBRATE_VAR_DIR": str(folder),
            "RECALIBRATE_LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, "-m", "benchmarks.growth", "--measure", json.dumps([name, *sizes])]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdin=pipe, stdout=pipe, text=True
        )

    def wait_until_full(self) -> None:
        while (line := self._read()) != "full":
            print(line, file=sys.stderr)

    def ask(self, address: str, how: str) -> tuple[float, int]:
        assert self.process.stdin is not None  # noqa: S101  # a pipe, above
        self.process.stdin.write(f"{how} {address}\n")
        self.process.stdin.flush()
        milliseconds, queries = json.loads(self._read())
        return milliseconds, queries

    def end(self) -> None:
        assert self.process.stdin is not None  # noqa: S101
        self.process.stdin.close()
        self.process.wait(timeout=60)

    def _read(self) -> str:
        assert self.process.stdout is not None  # noqa: S101
        line = self.process.stdout.readline()
        if not line:
            sys.exit("A site ended before it was asked everything.")
        return line.strip()


def measure(name: str, posts: int, items: int, kept: int) -> None:
    """Fill a database, say so, and answer questions until there are no more."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    is_file = connection.vendor == "sqlite"
    connection.settings_dict["TEST"]["NAME"] = (
        f"{os.environ['RECALIBRATE_VAR_DIR']}/{name}.test" if is_file else name
    )
    before = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        index = fill(posts, items, kept)
        reader, editor = Client(), Client()
        editor.force_login(superuser())
        print("full", flush=True)
        for question in sys.stdin:
            how, address = question.split()
            client = editor if address.startswith("/admin/") else reader
            print(
                json.dumps(answered(client, address.format(index=index), is_first=how == "first")), flush=True
            )
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def answered(client: Any, address: str, *, is_first: bool) -> tuple[float, int]:
    """Milliseconds and queries; of the first answer after a change, or of another one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from recalibrate.core.models import SiteRevision

    if is_first:
        do(client, address)  # imports and templates
        SiteRevision.bump()
    with CaptureQueriesContext(connection) as captured:
        started = time.perf_counter()
        do(client, address)
        return 1000 * (time.perf_counter() - started), len(captured)


def do(client: Any, address: str) -> None:
    if address == PUBLISHING:
        return publish()
    if client.get(address).status_code != 200:
        sys.exit(f"{address} does not answer with 200.")
    return None


def publish() -> None:
    from blog.models import PostPage

    post = PostPage.objects.get(slug="post-5")
    post.summary += "."
    post.save_revision(log_action=True).publish()


def superuser() -> Any:
    from recalibrate.core.models import User

    return User.objects.create_superuser("measuring", "", None)


def fill(posts: int, items: int, kept: int) -> int:
    """The id of the page that all posts are below."""
    import io

    from django.core.management import call_command
    from django.db import connection, transaction

    from benchmarks.search import add_posts
    from blog.models import PostIndexPage
    from recalibrate.search.index import rebuild

    call_command("set_up_site", stdout=io.StringIO())
    with transaction.atomic():
        add_posts(posts)
        tag_newest_posts()
        add_items(items, kept)
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return PostIndexPage.objects.get().pk


def tag_newest_posts() -> None:
    """Half of the newest hundred are about fatigue, so that its page is as full with few as with many."""
    from blog.models import PostStateOfMind
    from recalibrate.core.models import StateOfMind

    newest = PostStateOfMind.objects.filter(content_object__slug__regex="^post-[0-9]?[02468]$")
    newest.update(tag=StateOfMind.objects.get(slug="fatigue"))


def add_items(number: int, kept: int) -> None:
    from django.utils import timezone

    from benchmarks.search import vocabulary
    from feeds.models import Curation, Item, Source
    from feeds.models.curation import CurationStateOfMind
    from recalibrate.core.models import StateOfMind

    chance, now = random.Random(8), timezone.now()
    words, states = vocabulary(chance), list(StateOfMind.objects.all())
    fatigue = StateOfMind.objects.get(slug="fatigue")
    sources = Source.objects.bulk_create(
        Source(
            name=f"Source {n}",
            slug=f"source-{n}",
            site_url=f"https://{n}.example/",
            feed_url=f"https://{n}.example/feed",
            next_check_at=now + timedelta(days=1),
        )
        for n in range(SOURCES)
    )
    for start in range(0, number, 5_000):
        Item.objects.bulk_create(
            Item(
                source=sources[n % SOURCES],
                identity=f"{n:064d}",
                fingerprint=f"{n:064d}",
                url=f"https://{n % SOURCES}.example/{n}",
                canonical_url=f"https://{n % SOURCES}.example/{n}",
                title=" ".join(chance.choices(words, k=6)),
                text=" ".join(chance.choices(words, k=60)),
                language="en",
                published_at=now - timedelta(minutes=n),
                first_seen_at=now - timedelta(minutes=n),
                sorted_at=now,
            )
            for n in range(start, min(start + 5_000, number))
        )
    chosen = list(Item.objects.order_by("pk").values_list("pk", flat=True)[: min(kept, number)])
    curations = Curation.objects.bulk_create(
        Curation(
            item_id=item,
            decision="keep",
            line="Worth two minutes.",
            decided_at=now - timedelta(minutes=n),
            expires_on=now.date() + timedelta(days=90),
            half=chance.choice(["for-you", "for-all"]),
        )
        for n, item in enumerate(chosen)
    )
    CurationStateOfMind.objects.bulk_create(
        CurationStateOfMind(
            content_object=curation, tag=fatigue if n % 2 and n < 100 else chance.choice(states)
        )
        for n, curation in enumerate(curations)
    )


if __name__ == "__main__":
    main()
