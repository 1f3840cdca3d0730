"""What each list holds, in three formats, and the files that list the lists."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from factories import ContributorFactory, GuardianUpdatePageFactory, PostPageFactory

from blog.models import PostContributor, Series
from feeds.curating.decide import PickDraft, keep_item, undo_decision
from feeds.models import Item, Source
from recalibrate.core.models import Discipline, StateOfMind, Strategy
from recalibrate.guardian.models import YouSaid
from recalibrate.syndication import documents


@pytest.fixture
def pick(home):
    source = Source.objects.create(name="A source", slug="a", site_url="https://source.example/")
    item = Item.objects.create(
        source=source,
        identity="1",
        fingerprint="1",
        url="https://source.example/one",
        title="One & only",
        text="All of the words " * 60,
        excerpt="Some of the words",
    )
    return keep_item(
        item, PickDraft(line="Why it matters.", states=StateOfMind.objects.filter(slug="worry")), by=None
    )


def items(client, path):
    answer = client.get(f"/feeds/{path}.json")
    assert answer.status_code == 200
    return json.loads(answer.content)["items"]


def titles(client, path):
    return {item["title"] for item in items(client, path)}


def test_a_pick_is_our_line_a_short_excerpt_credit_and_a_link(client, pick):
    (item,) = items(client, "picks")

    assert item["url"] == item["external_url"] == "https://source.example/one"
    assert item["authors"] == [{"name": "A source"}]
    for part in ("Why it matters.", "Some of the words", "A source"):
        assert part in item["content_html"]
    assert "All of the words" not in item["content_html"]


def test_a_source_that_forbids_excerpts_gets_none(client, pick):
    Source.objects.update(has_excerpts=False)

    assert "Some of the words" not in items(client, "picks")[0]["content_html"]


def test_a_pick_undone_and_kept_again_is_the_same_entry(client, pick):
    before = items(client, "picks")[0]["id"]

    undo_decision(pick, by=None)
    keep_item(pick.item, PickDraft(line="Again.", states=StateOfMind.objects.filter(slug="worry")), by=None)

    assert items(client, "picks")[0]["id"] == before


def test_a_pick_leaves_the_feed_on_the_day_it_expires(client, pick, time_machine_day):
    first = client.get("/feeds/picks.atom")
    time_machine_day(91)

    again = client.get("/feeds/picks.atom", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert b"One &amp; only" not in again.content


def test_everything_mixes_posts_guardian_and_picks_by_time(client, pick):
    PostPageFactory(title="Post")
    GuardianUpdatePageFactory(title="Update")

    assert titles(client, "everything") == {"Post", "Update", "One & only"}
    assert titles(client, "all") == {"Post"}


def test_lists_by_what_helps_discipline_and_contributor(client, home):
    porter = ContributorFactory(name="Dennis", has_feed=True)
    post = PostPageFactory(title="Choir", discipline=Discipline.objects.get(slug="porter"))
    post.strategies.set([Strategy.objects.get(slug="moving-and-making")])
    post.post_contributors.add(PostContributor(contributor=porter))
    post.save_revision().publish()
    PostPageFactory(title="Other")

    assert titles(client, "what-helps/moving-and-making") == {"Choir"}
    assert titles(client, "disciplines/porter") == {"Choir"}
    assert titles(client, f"contributors/{porter.slug}") == {"Choir"}


def test_a_series_has_a_list_of_its_own(client, home):
    nights = Series.objects.create(name="Nights", slug="nights")
    PostPageFactory(title="One", series=nights)
    PostPageFactory(title="Other")

    assert titles(client, "series/nights") == {"One"}
    assert "/feeds/series/nights.xml" in client.get("/series/nights/").content.decode()


def test_a_contributor_who_wants_no_feed_has_none(client, home):
    quiet = PostPageFactory().contributors[0]

    assert "/feeds/contributors/" not in client.get(quiet.get_absolute_url()).content.decode()
    assert client.get(f"/feeds/contributors/{quiet.slug}.xml").status_code == 404


@pytest.fixture
def short_documents(monkeypatch):
    """Four entries in a document and two on a page of its archive."""
    monkeypatch.setattr(documents, "ENTRIES", 4)
    monkeypatch.setattr(documents, "PER_ARCHIVE", 2)


def published(count):
    """So many posts, a minute apart, the first being the oldest."""
    start = timezone.now() - timedelta(days=1)
    posts = [PostPageFactory(title=f"Post {number}") for number in range(count)]
    for number, post in enumerate(posts):
        post.first_published_at = start + timedelta(minutes=number)
        post.save()
    return posts


def test_older_entries_are_in_archives_that_lead_to_each_other(client, home, short_documents):
    published(7)

    collected, url = [], "/feeds/all.json"
    while url:
        document = json.loads(client.get(url.removeprefix("http://testserver")).content)
        collected += [item["title"] for item in document["items"]]
        url = document.get("next_url")

    assert set(collected) == {f"Post {number}" for number in range(7)}
    oldest = ElementTree.fromstring(client.get("/feeds/all/archive/1.xml").content)
    assert oldest.find(".//{http://purl.org/syndication/history/1.0}archive") is not None
    assert [item.findtext("title") for item in oldest.iter("item")] == [
        "Post 1",
        "Post 0",
    ]


def test_an_archive_page_holds_the_same_entries_after_others_are_published(client, home, short_documents):
    published(5)
    before = client.get("/feeds/all/archive/1.json").content

    PostPageFactory(title="New")

    after = client.get("/feeds/all/archive/1.json").content
    assert json.loads(after)["items"] == json.loads(before)["items"]


@pytest.mark.parametrize("number", ["0", "3", "99999", "1000000", "x", "-1"])
def test_an_archive_page_that_is_not_full_is_a_404(client, home, short_documents, number):
    published(5)

    assert client.get(f"/feeds/all/archive/{number}.xml").status_code == 404


def test_mixed_kinds_share_one_archive(client, pick, short_documents):
    published(5)
    GuardianUpdatePageFactory(title="Update")

    first = {item["title"] for item in items(client, "everything/archive/1")}

    assert first == {"Post 0", "Post 1"}


def test_a_document_never_outgrows_what_readers_take():
    class Long:
        html = "x" * 40_000

    assert len(documents.fitting([Long()] * 30)) == documents.PER_ARCHIVE


OLD = ["feed", "feed/", "rss", "rss/", "feed.xml", "rss.xml", "index.xml", "atom.xml", "atom/", "feed.json"]


@pytest.mark.parametrize("old", OLD)
def test_addresses_that_people_try_lead_to_the_one_that_stays(client, home, old):
    answer = client.get(f"/{old}")

    assert answer.status_code == 301
    assert client.get(answer["Location"]).status_code == 200


def test_every_listed_and_every_announced_feed_answers(client, pick):
    PostPageFactory(discipline=Discipline.objects.get(slug="porter"))
    page = client.get("/feeds/").content.decode()
    listed = {url for url in page.split('"') if url.startswith("http://testserver/feeds/")}

    assert len(listed) > 50
    for url in listed:
        assert client.get(url.removeprefix("http://testserver")).status_code == 200, url


@pytest.mark.parametrize("path", ["/", "/states/worry/", "/guardian/", "/picks/", "/posts/"])
def test_a_page_announces_few_feeds_with_names_of_their_own(client, home, path):
    page = client.get(path).content.decode()
    links = [part.split(">")[0] for part in page.split('<link rel="alternate" ')[1:]]
    names = [link.split('title="')[1].split('"')[0] for link in links]

    assert names[0] == "All posts (RSS)"
    assert len(names) == len(set(names)) <= 4


def test_our_feeds_as_one_file(client, home):
    root = ElementTree.fromstring(client.get("/feeds/recalibrate.opml").content)
    outlines = root.findall(".//outline[@xmlUrl]")

    assert root.get("version") == "2.0"
    assert {"title", "htmlUrl", "type", "language"} <= set(outlines[0].attrib)
    assert "http://testserver/feeds/states/fatigue.xml" in {o.get("xmlUrl") for o in outlines}


def test_the_sources_we_follow_as_one_file(client, home):
    Source.objects.all().delete()
    Source.objects.create(name="F", slug="f", site_url="https://f.example/", feed_url="https://f.example/rss")
    Source.objects.create(name="No feed", slug="n", site_url="https://n.example/")

    root = ElementTree.fromstring(client.get("/feeds/sources.opml").content)

    assert [o.get("xmlUrl") for o in root.iter("outline")] == ["https://f.example/rss"]


def test_a_concern_keeps_its_entry_while_its_answer_moves_on(client, home):
    concern = YouSaid.objects.create(you_said="No hot food at night", owner_role="Catering lead")
    heard = items(client, "you-said-we-did")[0]

    concern.progress, concern.we_did = "done", "A machine since Monday."
    concern.save()

    done = items(client, "you-said-we-did")[0]
    assert done["id"] == heard["id"]
    assert "A machine since Monday." in done["content_html"]
    assert "done" in done["title"]
    assert titles(client, "everything") == {done["title"]}
