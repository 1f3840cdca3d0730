"""How well words alone are heard: asking for help, hard subjects, states. No site is needed."""

import math
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from benchmarks.labelled import Item, Question, Slip, share  # noqa: E402
from benchmarks.suggestions import DATA, MOST, of_a_fresh_site, score  # noqa: E402
from feeds.pipeline.suggest import suggest  # noqa: E402
from recalibrate.core.toml_data import read_toml as toml  # noqa: E402
from recalibrate.language.distress import is_distressed  # noqa: E402
from recalibrate.language.hard_subjects import DEATHS, mentions  # noqa: E402

LETTERS = {
    "suicide": "S",
    "self-harm": "S",
    "assault or harassment": "A",
    "racism": "A",
    "domestic abuse": "A",
}
LIKE_ENOUGH = 0.05


def heard(rows: Sequence[Question | Slip]) -> dict[str, str]:
    """How often help comes first where it must, and where it must not."""
    return {
        "help first where it must": share(is_distressed(row.text) for row in rows if row.needs_help),
        "help first where it must not": share(is_distressed(row.text) for row in rows if not row.needs_help),
    }


def subjects_of(item: Item) -> set[str]:
    found = {mention.topic for mention in mentions(item.title, item.summary)}
    deaths = {"D" for topic in found & DEATHS}
    return {LETTERS[topic] for topic in found if topic in LETTERS} | deaths


def marked(rows: Sequence[Item]) -> dict[str, str]:
    """How many subjects are marked, by letter, and how many items that have none."""
    found = [(item.labels, subjects_of(item)) for item in rows]
    told = {
        f"hard subject {letter} marked": share(letter in named for labels, named in found if letter in labels)
        for letter in "SDA"
    }
    every = [letter in named for labels, named in found for letter in labels]
    quiet = [bool(named) for labels, named in found if not labels]
    return told | {"hard subjects marked": share(every), "false alarms on hard subjects": share(quiet)}


def suggested(rows: Sequence[Item]) -> dict[str, str]:
    knowledge, slugs = of_a_fresh_site()["states"]
    found = [
        [slugs[one.key] for one in suggest(knowledge, item.title, item.summary, asks_whose=True)][:MOST]
        for item in rows
    ]
    return _told(found, rows, "")


def suggested_by_likeness(rows: Sequence[Item]) -> dict[str, str]:
    """The baseline: the nearest state's own words by TF-IDF, where any is near."""
    states = toml(DATA / "states.toml")["state"]
    texts = [
        " ".join([one["name"], one["label"], one["intro"], *one["search_words"]]).lower() for one in states
    ]
    counts = [Counter(re.findall(r"[a-z]{3,}", text)) for text in texts]
    documents = Counter(word for count in counts for word in count)
    weights = {word: math.log(len(texts) / number) for word, number in documents.items()}
    lengths = [math.sqrt(sum((n * weights[w]) ** 2 for w, n in count.items())) for count in counts]
    found = []
    for item in rows:
        asked = Counter(re.findall(r"[a-z]{3,}", f"{item.title} {item.summary}".lower()))
        length = math.sqrt(sum((n * weights.get(w, 0)) ** 2 for w, n in asked.items())) or 1
        likeness = [
            sum(n * asked[w] * weights[w] ** 2 for w, n in count.items()) / of / length
            for count, of in zip(counts, lengths, strict=True)
        ]
        best = max(range(len(states)), key=lambda place: likeness[place])
        found.append([states[best]["slug"]] if likeness[best] > LIKE_ENOUGH else [])
    return _told(found, rows, ", TF-IDF")


def _told(found: list[list[str]], rows: Sequence[Item], by: str) -> dict[str, str]:
    labels = [item.labels for item in rows]
    some = [(named, item.labels) for named, item in zip(found, rows, strict=True) if item.labels]
    none = [named for named, item in zip(found, rows, strict=True) if not item.labels]
    return {
        f"states suggested, F1{by}": f"{score(found, labels).f1:.2f}",
        f"states, first is right{by}": share(bool(named) and named[0] in wanted for named, wanted in some),
        f"states, some where none fits{by}": share(map(bool, none)),
    }
