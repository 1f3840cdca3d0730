"""The sample site in a database that is deleted afterwards, and what its search answers."""

import io
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

UPDATES = {"er": "changed-4", "fines": "fines-bought"}
FIRST = 3  # results that a tired reader looks at


class Shown(NamedTuple):
    """An answer as a reader meets it, in tokens of the labelled sets: above the list, and the list."""

    has_help_first: bool
    has_help: bool
    above: tuple[str, ...]
    listed: tuple[tuple[str, str], ...]  # address and title
    page: str

    @property
    def in_order(self) -> Iterator[Any]:
        if self.has_help_first:
            yield "help"
        yield from self.above
        yield from self.listed


def make_ready(folder: Path) -> None:
    """Django with the sample content; `FINDING_SITE` names a database that is kept for the next run."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "recalibrate.settings.test"
    os.environ["RECALIBRATE_VAR_DIR"] = str(folder)
    os.environ["RECALIBRATE_LOG_LEVEL"] = "ERROR"
    os.environ["RECALIBRATE_RATE_LIMITS"] = "0"
    kept = os.environ.get("FINDING_SITE", "")
    os.environ["DATABASE_URL"] = f"sqlite:///{kept or folder / 'scratch.sqlite3'}"
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("load_sample_content", stdout=io.StringIO())


def ask(client: Any, question: str) -> Shown:
    response = client.get("/search/", {"q": question})
    context = response.context
    page = response.content.decode()
    results = [result.entry for result in context["results"]]
    states = tuple(f"s:{state.slug}" for state in context["answer"].suggested)
    return Shown(
        has_help_first=bool(context["has_distress"]),
        has_help="/help/" in page[page.index("<main") : page.index("</main>")],
        above=states,
        listed=tuple((entry.url, entry.title.lower()) for entry in results),
        page=page,
    )


def is_meant(token: str, shown: Any) -> bool:
    """Whether a token of a labelled set is this: a state above the list, help, or an entry of it."""
    kind, _, name = token.partition(":")
    if isinstance(shown, str):
        return shown in (token, {"h": "help"}.get(token))
    url, title = shown
    words = name.replace("-", " ")
    ways = {
        "h": url.startswith("/help/"),
        "p": url == f"/posts/{name}/",
        "g": url == "/guardian/exception-reporting/",
        "u": url.startswith("/guardian/")
        and {"er": "changed-4", "fines": "fines-bought"}.get(name, name) in url,
        "r": url.startswith("/guardian/20") or url == "/guardian/figures/",
        "y": "you-said" in url and words in title,
        "d": "/dates/" in url and words.replace("drop in", "drop-in") in title,
        "i": name in url,
        "k": url.startswith("https://") and words in title,
    }
    return ways.get(kind, False)


def is_right(results: dict[str, int], shown: list[Any], least: int = 2) -> bool:
    """Whether one of the first is what was wanted, or nothing came where nothing should."""
    if "none" in results and not shown:
        return True
    good = [token for token, grade in results.items() if grade >= least or "none" in results]
    return any(is_meant(token, one) for one in shown[:FIRST] for token in good)


class PlainSearch:
    """The baseline: SQLite's own FTS5 with its Porter stems, any word of the question, best first."""

    def __init__(self) -> None:
        from recalibrate.search.models import SearchEntry

        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "CREATE VIRTUAL TABLE t USING fts5"
            "(url UNINDEXED, title, summary, text, tokenize='porter unicode61')"
        )
        rows = SearchEntry.objects.values_list("url", "title", "summary", "text")
        self.database.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)

    def ask(self, question: str) -> list[tuple[str, str]]:
        words = " OR ".join(f'"{word}"' for word in question.replace('"', " ").split())
        found = self.database.execute(
            "SELECT url, title FROM t WHERE t MATCH ? ORDER BY rank LIMIT 20", [words]
        )
        return [(url, title.lower()) for url, title in found]
