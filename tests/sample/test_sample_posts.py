"""The fourteen sample posts, as documents: what a tired doctor judges us by."""

import re
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from blog.one_change import MOST, stands_alone
from blog.reading_time import count_words
from blog.sensitivity import needs_content_note, next_review
from recalibrate.core.toml_data import read_toml
from recalibrate.sample.pages import CONTENT

POSTS = [read_toml(path) for path in sorted((CONTENT / "posts").glob("*.toml"))]
IDS = [post["slug"] for post in POSTS]

each_post = pytest.mark.parametrize("post", POSTS, ids=IDS)


def texts(value: Any) -> list[str]:
    """Every text in a `[[body]]` table, however deep; its type and its DOIs are none."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return list(chain.from_iterable(texts(v) for k, v in value.items() if k not in ("type", "doi")))
    return list(chain.from_iterable(map(texts, value)))


def test_there_are_fourteen():
    assert sorted(post["number"] for post in POSTS) == list(range(1, 15))


@each_post
def test_a_post_is_long_enough_to_matter_and_short_enough_to_finish(post):
    said = [block for block in post["body"] if block["type"] != "references"]

    assert 450 <= sum(map(count_words, texts(said))) <= 750
    assert 80 <= count_words(post["short_version"]) <= 120
    assert 10 <= count_words(post["try_now"]) <= 60
    assert 40 <= count_words(post["what_should_change"]) <= 120
    assert len(post["summary"]) <= 200


@each_post
def test_its_one_change_stands_alone(post):
    assert 20 <= len(post["one_change"]) <= MOST
    assert stands_alone(post["one_change"])


@each_post
def test_a_post_can_be_found_by_every_axis(post):
    assert post["primary_state"]
    assert post["strategies"]
    assert post["discipline"]
    assert post["contributors"]
    assert post["related"]
    assert set(post["related"]) <= set(IDS) - {post["slug"]}
    assert 1 <= post["minutes"] <= 5


@each_post
def test_the_review_is_due_as_soon_as_the_level_asks(post):
    reviewed, due = post["reviewed_on"], post["next_review_on"]

    assert due == next_review(post["sensitivity"], reviewed)
    assert bool(post["content_note"]) == needs_content_note(post["sensitivity"])
    assert post["published_on"] <= reviewed <= date(2026, 11, 30)


@each_post
def test_every_number_in_brackets_has_a_reference_and_every_reference_a_number(post):
    references = [item for block in post["body"] if block["type"] == "references" for item in block["items"]]
    prose = " ".join(texts([block for block in post["body"] if block["type"] != "references"]))

    assert {int(number) for number in re.findall(r"\[(\d+)\]", prose)} == set(range(1, len(references) + 1))


@each_post
def test_typography_is_as_in_a_book(post):
    prose = re.sub(r"<[^>]+>", "", " ".join(texts([*post["body"], post["short_version"], post["try_now"]])))

    assert not re.search(r"['\"]|\s-\s|\.\.\.", prose)
    assert "junior doctor" not in prose.lower()
    assert "resilien" not in prose.lower()


def test_each_series_has_its_parts_in_order():
    names = [entry["slug"] for entry in read_toml(CONTENT / "series.toml")["series"]]

    for name in names:
        places = sorted(post["series_position"] for post in POSTS if post.get("series") == name)
        assert places == list(range(1, len(places) + 1))
        assert len(places) > 1
    assert {post["series"] for post in POSTS if "series" in post} == set(names)


def test_the_file_of_a_post_is_named_after_it():
    for path in (Path(CONTENT) / "posts").glob("*.toml"):
        assert read_toml(path)["slug"] == path.stem
