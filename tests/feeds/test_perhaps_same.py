"""Perhaps the same: offered to an editor, joined by one press, and never by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from feeds.curating.decide import join, mark_as_different, pass_item
from feeds.curating.perhaps_same import doi_of, perhaps_the_same
from feeds.models import Item, Source
from feeds.refreshing.deduplicate import deduplicate_new_items

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def others(source) -> tuple[Source, Source]:
    return source, Source.objects.create(name="Another", slug="another", site_url="https://another.example/")


def told(source: Source, title: str, *, url: str = "", days: int = 0, **more: str) -> Item:
    number = Item.objects.count()
    return source.items.create(
        identity=f"{number}", title=title, url=url or f"https://{source.slug}.example/{number}",
        canonical_url=url or f"https://{source.slug}.example/{number}", sorted_at=NOW,
        published_at=NOW - timedelta(days=days), **more,
    )  # fmt: skip


def test_equal_titles_of_two_sources_within_four_days_are_offered(others):
    one, other = (told(source, "Rest rooms open at last") for source in others)
    late = told(others[1], "Rest rooms open at last", days=9)
    told(others[1], "Rest")

    offered = perhaps_the_same([one, other, late])

    assert offered == {one.pk: other, other.pk: one}


def test_equal_dois_are_offered_whatever_the_titles_and_the_days(others):
    resolved = told(others[0], "Abstract", url="https://doi.org/10.1136/tea.2026", days=40)
    article = told(others[1], "Sleep and tea", url="https://tea.example/content/10.1136/TEA.2026?rss=1")

    assert doi_of(article) == "10.1136/tea.2026"
    assert perhaps_the_same([article]) == {article.pk: resolved}


def test_what_an_editor_told_apart_or_one_source_tells_twice_is_not_offered(others):
    one, other = (told(source, "Rest rooms open at last") for source in others)
    told(others[0], "Rest rooms open at last")
    one.told_apart.add(other)

    assert perhaps_the_same([one]) == {}


def test_one_press_joins_them_sorting_leaves_it_so_and_it_can_be_taken_back(client, editor, others):
    one, other = (told(source, "Rest rooms open at last") for source in others)
    client.force_login(editor)
    page = client.get("/admin/inbox/").content.decode()

    assert page.count("This may be the same story") == 2
    client.post(f"/admin/inbox/{other.pk}/the-same/", {"other": one.pk})
    Item.objects.update(sorted_at=None)
    deduplicate_new_items()

    other.refresh_from_db()
    assert (other.story, other.same_by) == (one, "editor")
    assert "This may be the same story" not in client.get("/admin/inbox/").content.decode()
    mark_as_different(other)
    assert perhaps_the_same([one]) == {}


@pytest.mark.parametrize("number", ["", "x", "9" * 40, "0"])
def test_another_that_does_not_exist_is_refused_and_joins_nothing(client, editor, others, number):
    client.force_login(editor)
    item = told(others[0], "A title")

    answer = client.post(f"/admin/inbox/{item.pk}/the-same/", {"other": number}, follow=True)

    item.refresh_from_db()
    assert item.story is None
    assert "are now one story" not in answer.content.decode()


def test_two_that_were_decided_on_stay_two_so_that_no_decision_is_lost(others, editor):
    one, other = (told(source, "Rest rooms open at last") for source in others)
    for item in (one, other):
        pass_item(item, by=editor)
        item.refresh_from_db()

    join(one, other)

    other.refresh_from_db()
    assert other.story is None
