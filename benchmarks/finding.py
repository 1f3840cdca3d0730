"""How well tired people's words are understood, on labelled sets, each figure beside its baseline.

    python benchmarks/finding.py [FOLDER …] [--words] [--show]

Without a folder: our own sets in benchmarks/finding_sets/, whose every third line is kept aside and told by
itself. With `--words` only what needs no site: asking for help, hard subjects, states; else the sample
content is loaded into a scratch database first (a minute). `--show` lists each line that went wrong.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from benchmarks import finding_words as words  # noqa: E402
from benchmarks import labelled  # noqa: E402

OURS = ROOT / "benchmarks/finding_sets"
Told = dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=[OURS], metavar="FOLDER")
    parser.add_argument("--words", action="store_true", help="only what needs no site")
    parser.add_argument("--show", action="store_true", help="each line that went wrong")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        print(f"\n{folder.name}")
        for told in of_words(folder):
            table(told)
        if arguments.show:
            show_words(folder)
    if not arguments.words:
        with TemporaryDirectory() as scratch:
            of_a_site(arguments.folders, Path(scratch), show=arguments.show)


def table(told: dict[str, Told]) -> None:
    """A line for each figure, a column for each part of the set."""
    for name in dict.fromkeys(name for column in told.values() for name in column):
        print(
            f"| {name:<44} | " + " | ".join(f"{column.get(name, ''):>18}" for column in told.values()) + " |"
        )


def by_part(rows: Sequence[Any], measured: Callable[[Sequence[Any]], Told]) -> dict[str, Told]:
    return {part: measured(some) for part, some in labelled.halves(rows).items() if some}


def tuned(rows: Sequence[Any]) -> list[Any]:
    return labelled.halves(rows)["tuned"]


def of_words(folder: Path) -> list[dict[str, Told]]:
    hard, states = (
        labelled.items(folder, "traps_hard", "hard"),
        labelled.items(folder, "traps_state", "states"),
    )
    return [
        by_part(labelled.questions(folder), words.heard),
        by_part([slip for slip in labelled.slips(folder) if slip.needs_help], words.heard),
        by_part(hard, words.marked),
        by_part(states, words.suggested),
        by_part(states, words.suggested_by_likeness),
    ]


def names(labels: Iterable[str]) -> str:
    return " ".join(sorted(labels)) or "-"


def show_words(folder: Path) -> None:
    """Of what may be tuned to: what is kept aside is not looked at."""
    for row in [*tuned(labelled.questions(folder)), *tuned(labelled.slips(folder))]:
        if words.is_distressed(row.text) != row.needs_help:
            print(f"  {'missed' if row.needs_help else 'help too soon'}: {row.text}")
    for item in tuned(labelled.items(folder, "traps_hard", "hard")):
        if (found := words.subjects_of(item)) != item.labels:
            print(f"  {names(item.labels)} was {names(found)}: {item.title} | {item.summary}")
    knowledge, slugs = words.of_a_fresh_site()["states"]
    for item in tuned(labelled.items(folder, "traps_state", "states")):
        found = words.suggest(knowledge, item.title, item.summary, asks_whose=True)
        if {slugs[one.key] for one in found} != item.labels:
            said = "; ".join(f"{slugs[one.key]} {one.score} ({one.reason})" for one in found)
            print(f"  {names(item.labels)} was {said or '-'}: {item.title} | {item.summary}")


def of_a_site(folders: Sequence[Path], scratch: Path, *, show: bool) -> None:
    from benchmarks import finding_site as site

    site.make_ready(scratch)
    from django.test import Client

    client, plain = Client(), site.PlainSearch()
    for folder in folders:
        print(f"\n{folder.name}, on the sample site")
        queries = labelled.wanted(folder)
        known = {query.text: query for query in queries}
        slips = [
            labelled.Wanted(slip.text, known[slip.meant].results)
            for slip in labelled.slips(folder)
            if slip.meant in known
        ]
        for name, rows in (("search", queries), ("misspelt", slips)):
            table(by_part(rows, lambda some, name=name: answered(site, client, plain, name, some)))
        if show:
            show_site(site, client, [*tuned(queries), *tuned(slips)])


def answered(site: Any, client: Any, plain: Any, name: str, rows: Sequence[labelled.Wanted]) -> Told:
    shown = [(row.results, site.ask(client, row.text)) for row in rows]
    return {
        f"{name}, right among the first three, page": labelled.share(
            site.is_right(results, list(one.in_order)) for results, one in shown
        ),
        f"{name}, the same, list": labelled.share(
            site.is_right(results, list(one.listed)) for results, one in shown
        ),
        f"{name}, plain FTS5": labelled.share(
            site.is_right(row.results, plain.ask(row.text)) for row in rows
        ),
        f"{name}, help somewhere on the page": labelled.share(one.has_help for _, one in shown),
    }


def show_site(site: Any, client: Any, rows: Sequence[labelled.Wanted]) -> None:
    for row in rows:
        one = site.ask(client, row.text)
        shown = list(one.in_order)
        if not site.is_right(row.results, list(one.listed)):
            first = [each if isinstance(each, str) else each[0] for each in shown[: 2 * site.FIRST]]
            page = "ok " if site.is_right(row.results, shown) else "BAD"
            print(f"  {page} {row.text}: wanted {row.results}, was {first}")


if __name__ == "__main__":
    main()
