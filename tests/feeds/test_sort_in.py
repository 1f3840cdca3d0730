"""One story once, and plain words that keep items out of the inbox."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feeds.curating.decide import (
    AlreadyDecided,
    PickDraft,
    keep_item,
    mark_as_different,
    pass_item,
    undo_decision,
)
from feeds.models import Curation, Item, Source
from feeds.refreshing.deduplicate import DeduplicationResult, deduplicate_again, deduplicate_new_items
from recalibrate.core.models import StateOfMind

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def other(source):
    return Source.objects.create(name="Another source", slug="another", site_url="https://b.example/")


def arrived(source, number, **fields):
    url = fields.pop("url", f"https://a.example/{number}")
    given = {"title": f"Item {number}", "fingerprint": "f", "text": "Some words.", **fields}
    return Item.objects.create(source=source, identity=str(number), url=url, canonical_url=url, **given)


def in_inbox():
    return [item.title for item in Item.objects.for_inbox()]


def states():
    return [StateOfMind.objects.get(slug="fatigue")]


def test_a_story_from_two_sources_is_in_the_inbox_once_with_where_else_it_is(source, other):
    arrived(source, 1, title="First", url="https://c.example/story")
    arrived(other, 2, title="Second", url="https://c.example/story")

    assert deduplicate_new_items() == DeduplicationResult(seen=2, folded=1)

    (item,) = Item.objects.for_inbox()
    assert item.title == "First"
    assert [telling.source.name for telling in item.told_also_by] == ["Another source"]
    assert Item.objects.count() == 2


def test_a_telling_that_comes_later_is_folded_under_the_first(source, other):
    first = arrived(source, 1, url="https://c.example/story")
    deduplicate_new_items()
    later = arrived(other, 2, url="https://c.example/story")

    deduplicate_new_items()

    later.refresh_from_db()
    assert (later.story, later.same_by) == (first, "address")


def test_one_decision_covers_every_telling_now_and_later(source, other):
    first = arrived(source, 1, url="https://c.example/story")
    second = arrived(other, 2, url="https://c.example/story")
    deduplicate_new_items()
    second.refresh_from_db()

    pass_item(second, by=None)

    assert Curation.objects.get().item == first
    third = Source.objects.create(name="Third", slug="third", site_url="https://d.example/")
    arrived(third, 3, url="https://c.example/story")
    deduplicate_new_items()
    assert in_inbox() == []
    with pytest.raises(AlreadyDecided):
        keep_item(second, PickDraft(line="Read.", states=states()), by=None)


def test_readers_see_where_else_a_kept_story_is(source, other):
    first = arrived(source, 1, url="https://c.example/story")
    arrived(other, 2, url="https://c.example/story")
    deduplicate_new_items()

    keep_item(first, PickDraft(line="Read.", states=states()), by=None)

    assert Curation.objects.for_cards().get().card().also_in == (
        ("Another source", "https://c.example/story"),
    )


def test_a_decision_taken_back_brings_the_story_back_once(source, other):
    first = arrived(source, 1, title="First", url="https://c.example/story")
    arrived(other, 2, url="https://c.example/story")
    deduplicate_new_items()
    pass_item(first, by=None)

    undo_decision(first.curation, by=None)

    assert in_inbox() == ["First"]


def test_what_someone_decided_on_before_it_was_sorted_stands(source, other):
    arrived(source, 1, url="https://c.example/story")
    second = arrived(other, 2, url="https://c.example/story")
    keep_item(second, PickDraft(line="Read.", states=states()), by=None)

    deduplicate_new_items()

    second.refresh_from_db()
    assert second.story is None
    assert Curation.objects.kept().get().item == second


def test_new_words_are_sorted_anew_and_a_second_run_finds_nothing_to_do(source, other):
    arrived(source, 1, url="https://c.example/story")
    arrived(other, 2, url="https://c.example/story")
    deduplicate_new_items()
    assert deduplicate_new_items() == DeduplicationResult()

    Item.objects.update(sorted_at=None)

    assert deduplicate_new_items() == DeduplicationResult(seen=2, folded=1)


def test_words_of_a_source_hide_its_items_and_say_why(source):
    source.hide_words = "webinar, job of the week"
    source.save()
    arrived(source, 1, title="Two webinars for you")
    arrived(source, 2, title="A rota that works")

    assert deduplicate_new_items() == DeduplicationResult(seen=2, hidden=1)

    assert in_inbox() == ["A rota that works"]
    (hidden,) = Item.objects.hidden()
    assert hidden.hidden_by == "says “webinar”"


def test_changed_words_count_for_what_is_there_already(source):
    arrived(source, 1, title="Two webinars for you")
    deduplicate_new_items()
    source.hide_words = "webinar"
    source.save()

    deduplicate_again(source)
    deduplicate_new_items()
    assert in_inbox() == []

    source.hide_words = ""
    source.save()
    deduplicate_again(source)
    deduplicate_new_items()
    assert in_inbox() == ["Two webinars for you"]


def test_a_story_that_one_source_hides_is_shown_from_another(source, other):
    source.hide_words = "webinar"
    source.save()
    arrived(source, 1, title="A webinar", url="https://c.example/story")
    second = arrived(other, 2, title="A talk", url="https://c.example/story")
    deduplicate_new_items()
    second.refresh_from_db()

    assert in_inbox() == ["A talk"]
    pass_item(second, by=None)
    assert in_inbox() == []


def test_the_inbox_can_be_narrowed_to_any_source_that_tells_a_story(source, other):
    arrived(source, 1, title="First", url="https://c.example/story")
    arrived(other, 2, url="https://c.example/story")
    deduplicate_new_items()

    assert [item.title for item in Item.objects.for_inbox().told_by("another")] == ["First"]
    assert not Item.objects.for_inbox().told_by("nobody").exists()


def test_what_an_editor_told_apart_is_never_folded_into_one_again(source, other):
    first = arrived(source, 1, title="First", url="https://c.example/story")
    second = arrived(other, 2, title="Second", url="https://c.example/story")
    deduplicate_new_items()
    second.refresh_from_db()
    pass_item(first, by=None)

    mark_as_different(second)
    Item.objects.update(sorted_at=None)
    deduplicate_new_items()

    assert in_inbox() == ["Second"]
    assert list(first.told_apart.all()) == [second]


def test_a_third_telling_goes_on_being_folded_after_two_were_told_apart(source, other):
    arrived(source, 1, title="First", url="https://c.example/story")
    second = arrived(other, 2, title="Second", url="https://c.example/story")
    deduplicate_new_items()
    second.refresh_from_db()
    mark_as_different(second)
    mark_as_different(second)

    third = Source.objects.create(name="Third", slug="third", site_url="https://d.example/")
    arrived(third, 3, title="Third", url="https://c.example/story")
    deduplicate_new_items()

    assert in_inbox() == ["Second", "First"]


def test_sorting_asks_as_often_for_200_items_as_for_2(source, other):
    counted = []
    for numbers in (range(2), range(2, 200)):
        for number in numbers:
            arrived(source if number % 2 else other, number, url=f"https://c.example/{number // 2}")
        with CaptureQueriesContext(connection) as captured:
            deduplicate_new_items()
        counted.append(len(captured))

    assert counted[0] == counted[1] <= 16
