from datetime import UTC, datetime

import pytest

from feeds.pipeline.normalise import MAX_GUID, MAX_TITLE, normalise
from feeds.pipeline.types import ParsedEntry, ParsedFeed

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def entry(**fields):
    given = dict.fromkeys(("guid", "url", "title", "html", "author", "published", "updated", "language"), "")
    return ParsedEntry(**{**given, "title_is_html": False, "title": "A title", **fields})


def normalised(*entries):
    return reading(*entries).items


def reading(*entries, **fields):
    feed = ParsedFeed("rss20", "T", entries)
    return normalise(feed, base_url="https://a.example/feed", now=NOW, **fields)


def test_identity_is_the_guid_so_a_moved_entry_is_the_same_thing():
    (before,) = normalised(entry(guid="1", url="https://a.example/old"))
    (after,) = normalised(entry(guid="1", url="https://a.example/new", title="Another"))

    assert before.identity == after.identity
    assert before.fingerprint != after.fingerprint


def test_without_a_guid_trackers_do_not_make_another_thing():
    (before,) = normalised(entry(url="https://a.example/x?utm_source=a"))
    (after,) = normalised(entry(url="https://a.example/x?utm_source=b"))

    assert before == after


@pytest.mark.parametrize("field", ["title", "html", "url", "author"])
def test_every_kept_field_counts_for_the_fingerprint(field):
    (before,) = normalised(entry(guid="1"))
    (after,) = normalised(entry(guid="1", **{field: "other"}))

    assert before.fingerprint != after.fingerprint


def test_what_is_too_long_is_cut():
    (item,) = normalised(
        entry(guid="g" * 9_000, title="many words " * 90, author="a" * 9_000, html="word " * 9_000)
    )

    assert (len(item.guid), len(item.title), len(item.author)) == (MAX_GUID, MAX_TITLE, 80)
    assert len(item.text.split()) == 151
    assert len(item.excerpt.split()) == 41


def test_a_date_of_publication_beats_one_of_change():
    (item,) = normalised(entry(published="2026-01-01", updated="2026-02-01"))
    (undated,) = normalised(entry(updated="2026-02-01"))

    assert item.published_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert undated.published_at == datetime(2026, 2, 1, tzinfo=UTC)


def test_an_entry_without_any_words_is_left_out():
    assert normalised(entry(guid="1", title="", html="<img src='x'>")) == ()


def test_a_language_is_one_or_nothing():
    assert [
        item.language
        for item in normalised(entry(guid="1", language="en<b>"), entry(guid="2", language="cy_GB"))
    ] == ["", "cy-gb"]
