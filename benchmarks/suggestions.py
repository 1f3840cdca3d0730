"""How good suggestions are on texts that someone labelled without having seen them.

    python benchmarks/suggestions.py FILE_OR_FOLDER… [--half odd|even] [--site] [--show]

Each file has a line of JSON for each text: {"title": …, "text": …, "states": [slugs], "strategies": [slugs]},
both lists empty where nothing fits. Suggested is what an editor would see: at most three states, one way of
helping. Without --site a fresh installation with the sample's decisions is asked; with it, this site, with
its own words and what its editors kept. Tune on one half, and believe the other. Nothing is stored or sent.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from feeds.pipeline.suggest import MOST, Knowledge, Label, Pick, Suggestion, learn, suggest  # noqa: E402
from recalibrate.core.toml_data import read_toml as toml  # noqa: E402

DATA = ROOT / "site/recalibrate/core/data"
SAMPLE = ROOT / "site/recalibrate/sample/content"
AXES = {"states": MOST, "strategies": 1}  # and how many are suggested at most


class Text(NamedTuple):
    title: str
    text: str
    states: frozenset[str]
    strategies: frozenset[str]


class Score(NamedTuple):
    suggested: int
    right: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.suggested if self.suggested else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        both = self.suggested + self.wanted
        return 2 * self.right / both if both else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--half", choices=["odd", "even"], help="the 1st, 3rd… or the 2nd, 4th… text only")
    parser.add_argument("--site", action="store_true", help="ask this site instead of a fresh one")
    parser.add_argument("--show", action="store_true", help="each mistake, with the words that led to it")
    arguments = parser.parse_args()
    texts = list(read(arguments.paths))
    if arguments.half:
        texts = texts[arguments.half == "even" :: 2]
    knows = of_this_site() if arguments.site else of_a_fresh_site()
    for axis, most in AXES.items():
        knowledge, slugs = knows[axis]
        if unknown := {key for text in texts for key in getattr(text, axis)} - set(slugs.values()):
            sys.exit(f"No such {axis}: {', '.join(sorted(unknown))}.")
        started = time.perf_counter()
        found = [
            suggest(knowledge, text.title, text.text, asks_whose=axis == "states")[:most] for text in texts
        ]
        seconds = time.perf_counter() - started
        wanted = [getattr(text, axis) for text in texts]
        named = [[slugs[one.key] for one in suggestions] for suggestions in found]
        print(f"\n{axis}, {len(texts)} texts")
        report(named, wanted)
        print(f"{1000 * seconds / len(texts):.2f} ms a text")
        if arguments.show:
            show(texts, found, named, wanted)


def read(paths: Iterable[Path]) -> Iterator[Text]:
    for path in paths:
        for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            for line in filter(str.strip, file.read_text().splitlines()):
                one = json.loads(line)
                yield Text(one["title"], one["text"], frozenset(one["states"]), frozenset(one["strategies"]))


def of_a_fresh_site() -> dict[str, tuple[Knowledge, dict[str, str]]]:
    """What a new site knows, and what keeping the sample's items taught it. Keys are slugs."""
    states = [
        Label(one["slug"], (*one["search_words"], one["name"], *one["label"].split(",")))
        for one in toml(DATA / "states.toml")["state"]
    ]
    strategies = [
        Label(one["slug"], tuple(one["search_words"])) for one in toml(DATA / "strategies.toml")["strategy"]
    ]
    items = dict(sample_items())
    kept = [(one, items[one["title"]]) for one in toml(SAMPLE / "sources.toml")["curation"]]
    return {
        axis: (
            learn(labels, [Pick(one["title"], text, frozenset(keys(one))) for one, text in kept]),
            {label.key: label.key for label in labels},
        )
        for axis, labels, keys in (
            ("states", states, lambda one: one["states"]),
            ("strategies", strategies, lambda one: [one["strategy"]]),
        )
    }


def sample_items() -> Iterator[tuple[str, str]]:
    from datetime import UTC, datetime

    from feeds.pipeline.read import read_feed
    from recalibrate.outbound.types import Fetched

    for file in sorted((SAMPLE / "feeds").iterdir()):
        fetched = Fetched("https://a.example/", file.read_bytes(), "", "", "")
        for item in read_feed(fetched, now=datetime.now(UTC)).items:
            yield item.title, item.text


def of_this_site() -> dict[str, tuple[Knowledge, dict[str, str]]]:
    """What the site of DJANGO_SETTINGS_MODULE knows now. Keys are primary keys."""
    import django

    django.setup()
    from feeds.curating.suggestions import knowledge, labels
    from recalibrate.core.models import SiteRevision

    stamp = SiteRevision.current()
    return {
        axis: (knows, {str(one.pk): one.slug for one in rows})
        for axis, knows, rows in zip(AXES, knowledge(stamp), labels(stamp), strict=True)
    }


def report(found: Sequence[Sequence[str]], wanted: Sequence[frozenset[str]]) -> None:
    every = sorted({key for keys in (*found, *wanted) for key in keys})
    print(f"{'':<20}{'suggested':>10}{'right':>7}{'wanted':>8}{'precision':>11}{'recall':>8}{'F1':>6}")
    for key in every:
        one = score([[key] if key in keys else [] for keys in found], [keys & {key} for keys in wanted])
        print(row(key, one))
    print(row("all", score(found, wanted)))
    some = [(named, keys) for named, keys in zip(found, wanted, strict=True) if keys]
    none = [named for named, keys in zip(found, wanted, strict=True) if not keys]
    for first in (1, 2):
        hits = sum(1 for named, keys in some if keys & set(named[:first]))
        print(f"right among the first {first}: {hits} of {len(some)} texts that have a label")
    print(f"false alarms: {sum(map(bool, none))} of {len(none)} texts that have none")


def score(found: Sequence[Sequence[str]], wanted: Sequence[frozenset[str]]) -> Score:
    right = sum(len(keys.intersection(named)) for named, keys in zip(found, wanted, strict=True))
    return Score(sum(map(len, found)), right, sum(map(len, wanted)))


def row(name: str, one: Score) -> str:
    counts = f"{name:<20}{one.suggested:>10}{one.right:>7}{one.wanted:>8}"
    return f"{counts}{one.precision:>11.2f}{one.recall:>8.2f}{one.f1:>6.2f}"


def show(
    texts: Sequence[Text],
    found: Sequence[Sequence[Suggestion]],
    named: Sequence[Sequence[str]],
    wanted: Sequence[frozenset[str]],
) -> None:
    for text, suggestions, names, keys in zip(texts, found, named, wanted, strict=True):
        if keys != set(names):
            print(f"\n{text.title}\n  missed: {', '.join(sorted(keys - set(names))) or 'none'}")
            for suggestion, name in zip(suggestions, names, strict=True):
                print(f"  {'right' if name in keys else 'wrong'}: {name}, {suggestion.reason}")


if __name__ == "__main__":
    main()
