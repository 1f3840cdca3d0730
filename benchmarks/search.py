"""How long a search takes at 2,000 posts, on SQLite and on PostgreSQL, in one run.

    python benchmarks/search.py [--posts 2000] [--rounds 15]

Makes a scratch database on each (PostgreSQL: on the server of TEST_POSTGRES_URL) and drops it again. Prints,
by kind of question, the median time of the whole page /search/ through Django, the processor time of this
process in it (which a busy machine does not stretch), and the database's part as Django measures it.
"""

import argparse
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
QUESTIONS = {
    "in every post": "rest",
    "in one of four": "handover",
    "in three posts": "quagga",
    "beginning of a word": "hando",
    "four words": "rest after long nights",
    "phrase": "night shift handover",
    "in none": "xylophonist",
    "filtered": "rest&kind=post&state=fatigue",
}


def main() -> None:
    arguments = parsed()
    if arguments.engine:
        return measure(arguments.posts, arguments.rounds)
    with TemporaryDirectory() as folder:
        urls = {
            "SQLite": f"sqlite:///{folder}/scratch.sqlite3",
            "PostgreSQL": os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres"),
        }
        for engine, url in urls.items():
            command = [sys.executable, __file__, "--engine", engine, "--posts", str(arguments.posts)]
            command += ["--rounds", str(arguments.rounds)]
            subprocess.run(command, env=environment(url, folder), check=True)  # ourselves
    return None


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    return parser.parse_args()


def environment(url: str, folder: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.test",
        "DATABASE_URL": url,
        "RECALIBRATE_VAR_DIR": folder,
    }


def measure(posts: int, rounds: int) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        seconds = fill(posts)
        print(f"\n{connection.vendor}, {posts} posts; the index of all was made in {seconds:.1f} s")
        print(f"{'':<22}{'found':>7}{'page ms':>9}{'cpu ms':>8}{'query ms':>10}{'queries':>9}")
        for label, question in QUESTIONS.items():
            print(f"{label:<22}{timed(Client(), question, rounds)}")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def timed(client: "object", question: str, rounds: int) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = f"/search/?q={question.replace(' ', '+')}"
    response = client.get(address)  # type: ignore[attr-defined]  # also warms what is cached
    found = response.context["results"].paginator.count
    pages, processor, queries, count = [], [], [], 0
    for _ in range(rounds):
        start, started = time.perf_counter(), time.process_time()
        assert client.get(address).status_code == 200  # type: ignore[attr-defined]  # noqa: S101
        pages.append(time.perf_counter() - start)
        processor.append(time.process_time() - started)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)  # type: ignore[attr-defined]
        queries.append(sum(float(query["time"]) for query in captured))
        count = len(captured)
    page, cpu, query = (median(values) * 1000 for values in (pages, processor, queries))
    return f"{found:>7}{page:>9.1f}{cpu:>8.1f}{query:>10.1f}{count:>9}"


def fill(number: int) -> float:
    """That many posts, straight into the tables; then the index, as an upgrade makes it. Seconds for that."""
    import io

    from django.core.management import call_command

    from recalibrate.search.index import rebuild

    call_command("set_up_site", stdout=io.StringIO())
    add_posts(number)
    start = time.perf_counter()
    rebuild()
    return time.perf_counter() - start


def add_posts(number: int) -> None:
    from datetime import timedelta

    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from wagtail.models import Locale, Page

    from blog.models import PostIndexPage, PostPage, PostStateOfMind
    from recalibrate.core.models import StateOfMind

    chance, index = random.Random(7), PostIndexPage.objects.get()  # the same texts each time
    states, words = list(StateOfMind.objects.all()), vocabulary(chance)
    kind, locale, now = ContentType.objects.get_for_model(PostPage), Locale.get_default(), timezone.now()
    for n in range(number):
        title, body = " ".join(chance.choices(words, k=5)).capitalize(), text(chance, words, n)
        page = Page(
            title=title,
            draft_title=title,
            slug=f"post-{n}",
            depth=index.depth + 1,
            path=index._get_path(index.path, index.depth + 1, n + 1),
            url_path=f"{index.url_path}post-{n}/",
            content_type=kind,
            locale=locale,
            live=True,
            first_published_at=now - timedelta(days=n),
            last_published_at=now - timedelta(days=n),
        )
        page.save_base(raw=True)
        state = chance.choice(states)
        post = PostPage(page_ptr=page, summary=f"{title}, in a sentence.", primary_state=state)
        post.__dict__.update({name: value for name, value in page.__dict__.items() if name != "_state"})
        post.short_version, post.body = (
            f"<p>{body[:500]}</p>",
            post.body.stream_block.to_python([{"type": "text", "value": f"<p>{body}</p>"}]),
        )
        post.save_base(raw=True)
        PostStateOfMind.objects.create(content_object=post, tag=state)
    Page.objects.filter(pk=index.pk).update(numchild=number)


def vocabulary(chance: random.Random) -> list[str]:
    syllables = [first + last for first in "bcdfglmnprstvw" for last in ("a", "e", "in", "o", "ul", "ar")]
    return ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(4_000)]


def text(chance: random.Random, words: list[str], n: int) -> str:
    """About 550 words: some frequent, most rare, and those that are asked for."""
    ranks = (int(chance.paretovariate(0.6)) % len(words) for _ in range(540))
    body = [words[rank] for rank in ranks]
    body[10:10] = ["rest"] * chance.randint(1, 5)
    if n % 2 == 0:
        body[100:100] = ["after", "long", "nights"]
    if n % 4 == 0:
        body[200:200] = ["night", "shift", "handover"]
    if n in (3, 500, 1_500):
        body[300:300] = ["quagga"]
    return " ".join(body)


if __name__ == "__main__":
    main()
