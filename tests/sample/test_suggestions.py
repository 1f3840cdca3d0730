"""How good suggestions are, measured against what the sample's editors and contributors decided.

Each decision is judged by knowledge that does not contain it: precision and recall over all of them.
"""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import recalibrate.core
import recalibrate.sample
from feeds.pipeline.read import read_feed
from feeds.pipeline.suggest import Label, Pick, learn, suggest
from recalibrate.core.toml_data import read_toml as toml
from recalibrate.outbound.types import Fetched
from recalibrate.text.clean import first_words

CONTENT = Path(recalibrate.sample.__file__).parent / "content"
DATA = Path(recalibrate.core.__file__).parent / "data"
NOW = datetime(2026, 11, 23, tzinfo=UTC)


class Score(NamedTuple):
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def items():
    for document in ("national-wellbeing.rss", "leadership-letters.atom", "evidence-digest.json"):
        fetched = Fetched("https://a.example/", (CONTENT / "feeds" / document).read_bytes(), "", "", "")
        yield from read_feed(fetched, now=NOW).items


def decisions() -> list[tuple[str, str, frozenset[str], frozenset[str]]]:
    """Title, text, states and strategies: of the items that were kept, and of the posts."""
    texts = {item.title: item.text for item in items()}
    kept = [
        (one["title"], texts[one["title"]], frozenset(one["states"]), frozenset([one["strategy"]]))
        for one in toml(CONTENT / "sources.toml")["curation"]
    ]
    posts = [toml(path) for path in sorted((CONTENT / "posts").glob("*.toml"))]
    return kept + [
        (
            post["title"],
            first_words(re.sub("<[^>]+>", " ", f"{post['summary']} {post['short_version']}"), 150),
            frozenset([post["primary_state"], *post["states"]]),
            frozenset(post["strategies"]),
        )
        for post in posts
    ]


def score(found: list[set[str]], wanted: list[frozenset[str]]) -> Score:
    right = sum(len(one & other) for one, other in zip(found, wanted, strict=True))
    return Score(right / sum(map(len, found)), right / sum(map(len, wanted)))


def measured(labels, column):
    """The score of suggestions, and that of always naming the commonest labels, so many as are suggested."""
    decided = decisions()
    wanted = [one[column] for one in decided]
    found = []
    for place, (title, text, *_) in enumerate(decided):
        others = [Pick(one[0], one[1], one[column]) for one in decided[:place] + decided[place + 1 :]]
        found.append({one.key for one in suggest(learn(labels, others), title, text)})
    commonest = [key for key, _ in Counter(key for keys in wanted for key in keys).most_common(2)]
    return score(found, wanted), score([set(commonest)] * len(wanted), wanted)


def test_suggested_states_are_far_better_than_naming_the_commonest_ones():
    labels = [
        Label(state["slug"], (*state["search_words"], state["name"], *state["label"].split(",")))
        for state in toml(DATA / "states.toml")["state"]
    ]

    ours, commonest = measured(labels, 2)

    print(f"states: precision {ours.precision:.2f}, recall {ours.recall:.2f}; commonest {commonest}")
    assert ours.precision > 1.5 * commonest.precision
    assert ours.f1 > 1.25 * commonest.f1


def test_suggested_ways_of_helping_are_better_than_naming_the_commonest_ones():
    labels = [
        Label(one["slug"], tuple(one["search_words"])) for one in toml(DATA / "strategies.toml")["strategy"]
    ]

    ours, commonest = measured(labels, 3)

    print(f"what helps: precision {ours.precision:.2f}, recall {ours.recall:.2f}; commonest {commonest}")
    assert ours.precision > 1.5 * commonest.precision
    assert ours.f1 > 1.25 * commonest.f1
