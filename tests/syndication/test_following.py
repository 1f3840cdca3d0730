"""Following made small, and what readers of feeds met: overlap, lost feeds, dates ahead, dead footnotes."""

import re
from datetime import datetime, time, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from factories import PostPageFactory, YouSaidFactory

from blog.models import Series
from recalibrate.core.public_kinds import syndicated_kinds
from recalibrate.core.syndicated_html import syndicated
from recalibrate.guardian.feed_entries import entry_for_concern
from recalibrate.guardian.models import YouSaid


def test_the_page_opens_with_two_ways_and_folds_the_rest(client, home):
    page = client.get("/feeds/").content.decode()
    opened = re.sub(r"<details.*?</details>", "", page, flags=re.S)

    assert "http://testserver/feeds/everything.xml" in opened
    assert 'href="http://testserver/feeds/states' not in opened
    assert "/feeds/once.opml" in opened[: opened.index("/feeds/recalibrate.opml")]
    assert "feeds/<wbr>states/<wbr>fatigue.xml<wbr>" in page, "lines break between words only"


def test_the_file_offered_first_brings_each_thing_once(client, home):
    body = ElementTree.fromstring(client.get("/feeds/once.opml").content).find("body")
    found = [outline.get("xmlUrl").rpartition("/")[2].removesuffix(".xml") for outline in body]

    of_kinds = [feed.main_list.path for _kind, feed in syndicated_kinds()]
    assert sorted(found) == sorted(set(of_kinds)), "each kind is on one list of the file"


def test_a_feed_whose_last_post_went_stays_and_says_so(client, home):
    series = Series.objects.create(name="Nights", slug="nights")
    post = PostPageFactory(series=series)
    assert post.title in client.get("/feeds/series/nights.xml").content.decode()

    post.unpublish()
    for form in ("xml", "atom", "json"):
        answer = client.get(f"/feeds/series/nights.{form}")
        assert answer.status_code == 200
        assert "There is nothing in it at the moment." in answer.content.decode()


def test_categories_are_labels_that_people_read(client, home):
    PostPageFactory()
    item = ElementTree.fromstring(client.get("/feeds/all.xml").content).find("channel/item")

    assert item.findtext("category") == "Fatigue"


@pytest.fixture
def concern(home):
    return YouSaidFactory(first_published_at=timezone.now() - timedelta(days=3))


def test_an_answer_is_never_dated_ahead(concern):
    YouSaid.objects.update(updated_on=timezone.localdate())
    concern.refresh_from_db()

    assert entry_for_concern(concern).updated_at <= timezone.now()
    assert entry_for_concern(concern).updated_at == timezone.make_aware(
        datetime.combine(timezone.localdate(), time.min)
    )


def test_a_second_change_on_one_day_is_news_and_saving_without_one_is_none(concern):
    concern.we_did = "First."
    concern.save()
    first = entry_for_concern(concern).updated_at
    concern.save()
    assert entry_for_concern(concern).updated_at == first

    concern.we_did = "Second."
    concern.save(update_fields=["we_did"])
    concern.refresh_from_db()
    assert entry_for_concern(concern).updated_at > first


def test_a_footnote_leads_to_its_note_and_back_within_the_entry():
    html = (
        '<p>Sleep<sup id="cited-1"><a href="#reference-1">1</a></sup> <a href="#gone">x</a></p>'
        '<ol><li id="reference-1">Note <a href="#cited-1" role="doc-backlink">Back</a></li></ol><p id="other">y</p>'
    )
    sent = syndicated(html, "https://site.example/posts/toast-at-three/")

    assert 'href="#posts-toast-at-three-reference-1"' in sent
    assert 'id="posts-toast-at-three-reference-1"' in sent
    assert 'href="#posts-toast-at-three-cited-1"' in sent
    assert 'id="posts-toast-at-three-cited-1"' in sent
    assert 'href="https://site.example/posts/toast-at-three/#gone"' in sent
    assert "other" not in sent
