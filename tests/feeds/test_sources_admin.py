"""Sources in the admin: finding, previewing, saving, looking at, refreshing; lists in and out."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from feeds.models import Item, Source, SourceCheck
from feeds.refreshing.refresh import refresh_due
from feeds.sources.opml import parse_opml
from recalibrate.core.models import StateOfMind, User

PAGE = b"""<!doctype html><html><head><title>Rest for all</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/news.rss"></head></html>"""


@pytest.fixture
def editor(home, client):
    user = User.objects.create_user("an-editor")
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    return client


@pytest.fixture
def site(server, answer, settings, rss):
    settings.FEEDS_ALLOWED_ADDRESSES = [server.host]
    server.answers["/"] = answer(PAGE, Content_Type="text/html")
    server.answers["/news.rss"] = answer(rss(7, words="Words about <b>nights</b>"))
    return f"http://{server.host}"


def fields(**given):
    return {"name": "Rest", "site_url": "https://a.example/", "feed_url": "", "slug": "", **given}


def test_a_site_is_found_previewed_and_saved(editor, site):
    found = editor.post("/admin/sources/find/", {"address": f"{site}/"})
    (choice,) = found.context["choices"]
    form = editor.get(choice["url"])

    html = form.content.decode()
    assert "The newest 5 of 7 items" in html
    assert "Words about nights" in html
    assert f'value="{site}/news.rss"' in html
    assert 'value="Rest for all"' in html
    calm = StateOfMind.objects.get(slug="calm")
    given = fields(
        feed_url=f"{site}/news.rss", default_states=[calm.pk], hide_words="webinar", has_excerpts="on"
    )
    assert editor.post("/admin/sources/new/", given).status_code == 302
    added = Source.objects.get(feed_url=f"{site}/news.rss")
    assert (added.slug, added.hide_words, list(added.default_states.all())) == ("rest", "webinar", [calm])


def test_an_address_where_nobody_answers_says_so(editor, site, server, answer):
    server.answers["/away"] = answer(b"", 404)

    response = editor.post("/admin/sources/find/", {"address": f"{site}/away"})

    assert response.status_code == 422
    assert "404: there is nothing at this address" in response.content.decode()


def test_a_feed_that_is_followed_already_leads_to_its_source(editor, site, source):
    Source.objects.filter(pk=source.pk).update(feed_url=f"{site}/news.rss")

    html = editor.post("/admin/sources/find/", {"address": f"{site}/"}).content.decode()

    assert "Already followed:" in html
    assert f"/admin/sources/inspect/{source.pk}/" in html


def test_a_preview_that_fails_leaves_the_form_usable(editor, site, server, answer):
    server.answers["/broken"] = answer(b"", 500)

    html = editor.get(f"/admin/sources/new/?feed_url={site}/broken").content.decode()

    assert "We cannot show the feed just now: 500" in html


def test_word_filters_count_at_once(editor, source):
    item = Item.objects.create(
        source=source, identity="1", fingerprint="f", title="Webinar", url="https://a.example/1"
    )
    given = fields(name=source.name, slug=source.slug, hide_words="webinars", has_excerpts="on")

    assert editor.post(f"/admin/sources/edit/{source.pk}/", given).status_code == 302

    item.refresh_from_db()
    assert item.hidden_by == "says “webinars”"


def test_a_new_address_is_asked_at_once_and_forgets_what_was_learned_of_the_old_one(editor, source, site):
    later = timezone.now() + timedelta(days=1)
    learned = {
        "moved_to": "https://b.example/f", "moved_count": 2, "moved_since": later, "gone_since": later,
        "retired_at": later, "error_streak": 5, "failing_since": later, "last_error": "404",
        "next_check_at": later, "etag": "old", "asked_url": source.feed_url, "validators_saved_at": later,
    }  # fmt: skip
    Source.objects.filter(pk=source.pk).update(**learned)
    same = fields(name=source.name, slug=source.slug, feed_url=source.feed_url, has_excerpts="on")
    editor.post(f"/admin/sources/edit/{source.pk}/", same)
    assert Source.objects.get(pk=source.pk).retired_at == later

    editor.post(f"/admin/sources/edit/{source.pk}/", {**same, "feed_url": f"{site}/news.rss"})

    source.refresh_from_db()
    assert (source.moved_to, source.gone_since, source.retired_at) == ("", None, None)
    assert (source.error_streak, source.failing_since, source.last_error) == (0, None, "")
    assert [due for due, _ in refresh_due()] == [source]
    assert source.items.count() == 7


def test_looking_at_a_source_shows_what_to_do_and_its_history(editor, source):
    now = timezone.now()
    source.checks = [
        SourceCheck(now, "403: the site asks for a browser check.", is_trouble=True, status=403).stored()
    ]
    source.error_streak, source.last_status, source.failing_since = 4, 403, now - timedelta(hours=30)
    source.last_error = "403: the site asks for a browser check."
    source.last_fault = "browser-check"
    source.save()

    html = editor.get(f"/admin/sources/inspect/{source.pk}/").content.decode()

    assert "403: the site asks for a browser check, since" in html
    assert "ask the site’s owner to let feed readers in" in html
    assert "The last 1 check" in html
    assert "Refresh now" in html


def test_refresh_now_asks_at_once_and_says_how_it_went(editor, site, source):
    Source.objects.filter(pk=source.pk).update(
        feed_url=f"{site}/news.rss", next_check_at=timezone.now() + timedelta(hours=9)
    )

    html = editor.post(f"/admin/sources/refresh/{source.pk}/", follow=True).content.decode()

    assert "7 new, 0 changed." in html
    assert source.items.filter(sorted_at__isnull=False).count() == 7


def test_a_move_is_accepted_unless_another_source_is_there(editor, source):
    Source.objects.filter(pk=source.pk).update(moved_to="https://b.example/feed")
    other = Source.objects.create(
        name="B", slug="b", site_url="https://b.example/", feed_url="https://b.example/feed"
    )

    html = editor.post(f"/admin/sources/accept-move/{source.pk}/", follow=True).content.decode()
    assert "“B” follows that address already." in html

    other.delete()
    editor.post(f"/admin/sources/accept-move/{source.pk}/")
    source.refresh_from_db()
    assert (source.feed_url, source.moved_to) == ("https://b.example/feed", "")


def test_the_menu_says_how_many_sources_need_a_human(editor, source):
    assert "Sources (1)" not in editor.get("/admin/sources/").content.decode()

    Source.objects.filter(pk=source.pk).update(error_streak=3, last_error="It is down.")

    assert "Sources (1)" in editor.get("/admin/sources/").content.decode()


def test_a_list_is_previewed_then_taken_in_and_given_out(editor):
    document = (
        b"<opml version='2.0'><body><outline text='New' xmlUrl='https://n.example/feed'/></body></opml>"
    )

    def send(step, contents=document):
        file = SimpleUploadedFile("list.opml", contents)
        return editor.post("/admin/sources/import/", {"file": file, "step": step, "is_followed": "on"})

    assert "would bring 1 new source" in send("preview").content.decode()
    assert not Source.objects.filter(name="New").exists()
    assert "1 source added" in send("import").content.decode()
    assert Source.objects.get(name="New").feed_url == "https://n.example/feed"
    assert send("preview", b"no").status_code == 422
    exported = editor.get("/admin/sources/export/")
    assert "https://n.example/feed" in {one.feed_url for one in parse_opml(exported.content).outlines}


@pytest.mark.parametrize(
    "address", ["find/", "new/", "import/", "export/", "refresh/{pk}/", "accept-move/{pk}/", "inspect/{pk}/"]
)
def test_nobody_without_the_right_gets_in(client, home, source, address):
    guardian = User.objects.create_user("a-guardian")
    guardian.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(guardian)

    response = client.post(f"/admin/sources/{address.format(pk=source.pk)}")

    assert response.status_code in (302, 403)
    assert response.headers.get("Location", "/admin/") == "/admin/"


@pytest.mark.parametrize("address", ["refresh/{pk}/", "accept-move/{pk}/"])
def test_a_button_is_never_pressed_by_a_link(editor, source, address):
    assert editor.get(f"/admin/sources/{address.format(pk=source.pk)}").status_code == 405


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_costs_the_same_few_queries(editor, source, count, django_assert_max_num_queries):
    for number in range(count):
        address = f"https://{number}.example/"
        Source.objects.create(name=f"S {number}", slug=f"s-{number}", site_url=address, feed_url=address)
    editor.get("/admin/sources/")

    with django_assert_max_num_queries(14):
        assert editor.get("/admin/sources/").status_code == 200


def test_the_list_is_narrowed_by_how_sources_are(editor, source):
    Source.objects.exclude(pk=source.pk).delete()
    address = {"site_url": "https://b.example/"}
    Source.objects.create(name="Without", slug="b", **address)
    Source.objects.create(name="Stopped", slug="c", feed_url="https://c.example/", is_paused=True, **address)
    Source.objects.filter(pk=source.pk).update(error_streak=3, last_error="It is down.", is_listed=False)
    expected = {
        "needs you": ["A source"], "failing": ["A source"], "quiet": [], "followed": ["A source"],
        "paused": ["Stopped"], "without a feed": ["Without"], "gone": [],
        "not shown to readers": ["A source"],
        "nonsense": ["A source", "Stopped", "Without"],
    }  # fmt: skip

    for kind, names in expected.items():
        shown = editor.get("/admin/sources/", {"kind": kind}).context["object_list"]
        assert [source.name for source in shown] == names, kind
