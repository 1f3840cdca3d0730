"""Following made small, and what readers of feeds met: overlap, lost feeds, dates ahead, dead footnotes."""

import re
from datetime import datetime, time, timedelta
from html import unescape
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


def test_a_feed_is_found_by_words_of_its_name_without_a_script(client, home):
    page = client.get("/feeds/?q=GUARDIAN+safe").content.decode()
    folded = re.findall(r'<details class="syndication-group"( open)?>', page)

    assert folded == [" open"], "the one group with an answer is unfolded"
    assert "/feeds/guardian.xml" in page
    assert "/feeds/states/" not in page
    assert re.search(r"1 feed for “GUARDIAN safe”", page)


@pytest.mark.parametrize("asked", ["zzz", "<script>", "%00", "a" * 5000])
def test_what_no_feed_is_called_is_said_and_nothing_breaks(client, home, asked):
    answer = client.get("/feeds/", {"q": asked})

    assert answer.status_code == 200
    assert "0 feeds for" in answer.content.decode()
    assert "<script>" not in answer.content.decode().partition("Find a feed")[2].partition("</section>")[0]


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


def test_a_concern_that_ends_in_a_full_stop_keeps_one_in_its_title(concern):
    concern.you_said = "The machine is empty."

    assert entry_for_concern(concern).title.startswith("The machine is empty: ")


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


def test_a_footnote_leads_to_its_note_and_back_by_a_whole_address():
    """Within the entry where a reader keeps its ids, and to the note on the page where it takes them away."""
    html = (
        '<p>Sleep<sup id="cited-1"><a href="#reference-1">1</a></sup> <a href="#gone">x</a></p>'
        '<ol><li id="reference-1">Note <a href="#cited-1" role="doc-backlink">Back</a></li></ol><p id="other">y</p>'
    )
    at = "https://site.example/posts/toast-at-three/"
    sent = syndicated(html, at)

    for end in ("reference-1", "cited-1"):
        assert f'href="{at}#{end}"' in sent
        assert f'id="{end}"' in sent
    assert f'href="{at}#gone"' in sent
    assert "other" not in sent


def test_no_feed_of_ours_has_an_address_without_its_site(client, home):
    """The W3C's validator warns of each, and a reader has nowhere to look for it."""
    body = [
        {"type": "text", "value": '<p>Sleep [1] <a href="/help/">help</a></p>'},
        {"type": "references", "value": {"heading": "References", "items": [{"text": "<p>A survey.</p>"}]}},
    ]
    PostPageFactory(body=body)
    for form in ("xml", "atom", "json"):
        sent = unescape(client.get(f"/feeds/all.{form}").content.decode()).replace('\\"', '"')
        addresses = re.findall(r'\b(?:href|src)="([^"]*)"', sent)

        assert any(address.endswith("#reference-1") for address in addresses)
        assert all(re.match(r"https?:|tel:|mailto:", address) for address in addresses), addresses


@pytest.mark.parametrize("form", ["xml", "atom"])
def test_whoever_opens_a_feed_in_a_browser_finds_each_title_as_a_link_with_its_note(client, home, form):
    PostPageFactory(title="Plain & short", sensitivity=2, content_note="Mentions a death.", slug="plain")
    document = ElementTree.fromstring(client.get(f"/feeds/all.{form}").content)
    xhtml = "{http://www.w3.org/1999/xhtml}"

    link = document.find(f".//{xhtml}h2/{xhtml}a")
    assert (link.text, link.get("href")) == ("Plain & short", "http://testserver/posts/plain/")
    assert "Before you read: Mentions a death." in document.find(f".//{xhtml}h2/../{xhtml}p").text
    entries = document.findall(".//item") or document.findall("{http://www.w3.org/2005/Atom}entry")
    assert entries
    assert not [part for entry in entries for part in entry.iter() if part.tag.startswith(xhtml)], (
        "the validator wants none within an entry"
    )
