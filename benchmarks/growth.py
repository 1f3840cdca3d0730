"""What each listing costs with 100 posts, undecided and kept items, and with 10,000, 95,000 and 5,000.

    python benchmarks/growth.py [--engine sqlite|postgresql] [--rounds 15]

In scratch databases of its own. Prints the median time of the whole answer through Django, without the page
cache, with few and with many, their ratio, and the first answer after a change, when nothing is remembered.
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
]
EDITORS = ["/admin/", "/admin/inbox/", "/admin/curations/", "/admin/sources/", "/admin/pages/{index}/"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        return measure(*json.loads(arguments.measure), rounds=arguments.rounds)
    few, many = (run(arguments.engine, sizes, arguments.rounds) for sizes in (FEW, MANY))
    print(f"{arguments.engine}: milliseconds; few is {FEW}, many is {MANY} posts, items, kept items")
    print(f"{'':28}{'few':>8}{'many':>8}{'ratio':>8}{'first, many':>13}{'queries':>9}")
    for address, (usual, first, queries) in many.items():
        before = few[address][0]
        print(f"{address:28}{before:>8.1f}{usual:>8.1f}{usual / before:>8.2f}{first:>13.1f}{queries:>9}")
    return None


def run(engine: str, sizes: tuple[int, int, int], rounds: int) -> dict[str, list[float]]:
    with TemporaryDirectory() as folder:
        postgres = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            "DJANGO_SETTINGS_MODULE": "recalibrate.settings.test",
            "DATABASE_URL": f"sqlite:///{folder}/scratch.sqlite3" if engine == "sqlite" else postgres,
            "RECALIBRATE_VAR_DIR": folder,
            "RECALIBRATE_LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, "-m", "benchmarks.growth", "--rounds", str(rounds)]
        command += ["--measure", json.dumps(sizes)]
        told = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        return json.loads(told.stdout.splitlines()[-1])


def measure(posts: int, items: int, kept: int, *, rounds: int) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    connection.settings_dict["TEST"]["NAME"] = os.environ.get("RECALIBRATE_VAR_DIR", "") + "/test.sqlite3"
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["NAME"] = "growth_scratch"
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        index = fill(posts, items, kept)
        editor = Client()
        editor.force_login(superuser())
        answers = {address: timed(Client(), address, rounds) for address in READERS}
        answers |= {address: timed(editor, address.format(index=index), rounds) for address in EDITORS}
        print(json.dumps(answers))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def timed(client: Any, address: str, rounds: int) -> tuple[float, float, int]:
    """Milliseconds usually, and of the first answer after a change; queries usually."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from recalibrate.core.models import SiteRevision

    client.get(address)  # imports and templates
    SiteRevision.bump()
    first = once(client, address)
    usual = median(once(client, address) for _ in range(rounds))
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return usual, first, len(captured)


def once(client: Any, address: str) -> float:
    started = time.perf_counter()
    if client.get(address).status_code != 200:
        sys.exit(f"{address} does not answer with 200.")
    return 1000 * (time.perf_counter() - started)


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
    from recalibrate.search.keep import rebuild

    call_command("set_up_site", stdout=io.StringIO())
    with transaction.atomic():
        add_posts(posts)
        tag_every_second_post()
        add_items(items, kept)
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return PostIndexPage.objects.get().pk


def tag_every_second_post() -> None:
    """So that a state's page is full with few posts too, and shows as much as with many."""
    from blog.models import PostStateOfMind
    from recalibrate.core.models import StateOfMind

    every_second = PostStateOfMind.objects.filter(content_object__slug__regex="[02468]$")
    every_second.update(tag=StateOfMind.objects.get(slug="fatigue"))


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
        CurationStateOfMind(content_object=curation, tag=fatigue if n % 2 else chance.choice(states))
        for n, curation in enumerate(curations)
    )


if __name__ == "__main__":
    main()
