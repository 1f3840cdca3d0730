"""What templates and feeds keep for a revision: the same as made afresh, and never of anything but a public page."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from every_address import of_readers
from factories import HelpServiceFactory, PostPageFactory
from planted_rows import PLANTED
from wagtail.models import Page

from blog import feed_entries
from blog.models import PostPage
from blog.sensitivity import Level
from recalibrate.core.gaps import record_gap
from recalibrate.core.models import SiteRevision
from recalibrate.core.revision_cache import RevisionMemory, cache_scope, clear_revision_cache
from recalibrate.core.templatetags.recalibrate_tags import KEPT
from recalibrate.events.models import Event
from recalibrate.help_services.models import HelpService

LONDON = ZoneInfo("Europe/London")

ADDRESSES = ("/", "/posts/", "/posts/?state=fatigue", "/feeds/all.xml", "/feeds/all.json", "/search/?q=long")


@pytest.fixture
def post(home):
    return PostPageFactory(title="Toast at three", slug="toast")


def test_things_are_made_once_a_stamp_and_only_those_that_are_not_there():
    memory, asked = RevisionMemory[int](), []

    def made(keys):
        asked.append(keys)
        return {key: 10 * key for key in keys}

    with cache_scope("one"):
        assert memory.get_many([1, 2], made) == {1: 10, 2: 20}
        assert list(memory.get_many([3, 1], made)) == [3, 1]
    with cache_scope("two"):
        memory.get_many([1], made)
    memory.get_many([1], made)

    assert asked == [[1, 2], [3], [1], [1]]


def test_nothing_is_kept_from_which_something_is_missing_and_no_more_than_there_is_room_for():
    memory = RevisionMemory[int](most=3)

    def with_a_gap():
        record_gap("a row")
        return 1

    with cache_scope("one"):
        assert memory.get("a", with_a_gap) == 1
        assert memory.get("a", lambda: 2) == 2
        for number in range(9):
            memory.get(number, lambda: 0)

    assert len(memory._memory) <= 3


def test_what_is_kept_is_what_would_be_made_afresh(client, post):
    for address in (*ADDRESSES, "/posts/toast/"):
        clear_revision_cache()
        afresh, kept = (client.get(address).content for _ in range(2))
        assert kept == afresh, address


def test_a_change_is_seen_in_every_list_at_once(client, post):
    for address in (*ADDRESSES, "/posts/toast/"):
        client.get(address)
    post = PostPage.objects.get(pk=post.pk)
    post.title = "Porridge at four"
    post.save_revision().publish()

    for address in ("/posts/", "/posts/toast/", "/feeds/all.xml", "/search/?q=porridge"):
        said = client.get(address).content.decode()
        assert "Porridge" in said.replace("<mark>", "").replace("</mark>", ""), address
        assert "Toast at three" not in said, address


def test_a_preview_neither_leaves_nor_takes_anything_kept(client, post):
    draft = PostPage.objects.get(pk=post.pk)
    draft.short_version = "<p>Nobody may read this yet.</p>"
    with cache_scope(SiteRevision.current()):  # as if it were asked for at a reader's address
        previewed = draft.make_preview_request(preview_mode=draft.default_preview_mode).content.decode()

    assert "Nobody may read this yet" in previewed
    assert not any(("blog.postpage", post.pk) in key for key in KEPT._memory)
    assert "Nobody may read this yet" not in client.get("/posts/toast/").content.decode()
    assert any(("blog.postpage", post.pk) in key for key in KEPT._memory)


def test_a_page_with_help_services_is_never_kept_as_they_open_and_close(client, post):
    post.sensitivity = Level.HELP
    post.save_revision().publish()

    client.get("/posts/toast/")

    assert not any(("blog.postpage", post.pk) in key for key in KEPT._memory)


def test_what_is_kept_in_the_morning_is_true_at_night(client, home, monkeypatch):
    """The day is in every key, the hour in none: whatever opens, closes or passes within a day must not be kept."""
    for model, plant_row in PLANTED.items():
        plant_row(f"Planted {model.__name__}")
    HelpService.objects.all().delete()
    for name, hours in (("By day", "Mon-Sun 08:00-20:00"), ("By night", "Mon-Sun 20:00-24:00")):
        HelpServiceFactory(name=name, opening_hours=hours, is_in_panels=True)
    for level in Level:
        PostPageFactory(slug=f"level-{level}", sensitivity=level, content_note="Mentions a death.")
    noon = timezone.localtime().replace(hour=12, minute=0)
    Event.objects.create(title="At noon", starts_at=noon, ends_at=noon + timedelta(hours=1), place="Mess")
    pages = [page.specific.path_on_site for page in Page.objects.live().filter(depth__gt=1)]
    urls = {*of_readers(), *pages, "/search/?q=planted", "/states/fatigue/", "/states/?by=discipline"}

    at(10, monkeypatch)
    urls = [url for url in urls if client.get(url).status_code == 200]
    at(22, monkeypatch)
    kept = {url: said(client.get(url)) for url in urls}
    clear_revision_cache()
    stale = [url for url in urls if said(client.get(url)) != kept[url]]

    assert kept["/posts/level-1/"].index("By night") < kept["/posts/level-1/"].index("By day")
    assert len(urls) > 50
    assert stale == []


def at(hour, monkeypatch):
    moment = datetime.combine(datetime.now(LONDON).date(), time(hour, 30), LONDON)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def said(answer):
    """Its text without tokens, which are new in each answer."""
    return re.sub(r'value="[\w:-]{32,}"', "", b"".join(answer).decode(errors="replace"))


def test_each_entry_is_written_once_for_all_lists(client, post, monkeypatch):
    written = []
    shown = feed_entries.syndicated
    monkeypatch.setattr(feed_entries, "syndicated", lambda *said: written.append(said) or shown(*said))

    for address in ("/feeds/all.xml", "/feeds/all.atom", "/feeds/all.json", "/feeds/states/fatigue.xml"):
        assert client.get(address).status_code == 200

    assert len(written) == 1
