"""The inbox in the admin, over HTTP: what it shows, and to whom."""

from datetime import UTC, datetime

import pytest
from arrivals import arrived, as_json, keep_fields
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.users.models import UserProfile

from feeds.curating.decide import hold_item
from feeds.curating.item_search import saying
from feeds.models import Curation, Decision, Item, Source
from recalibrate.core.models import StateOfMind, User


def test_only_people_who_may_decide_get_in(client, home, source):
    item = arrived(source, 1)
    assert client.get("/admin/inbox/").status_code == 302

    guardian = User.objects.create_user("a-guardian")
    guardian.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(guardian)

    assert client.get("/admin/inbox/", follow=True).status_code in (200, 403)
    client.post(f"/admin/inbox/{item.pk}/", keep_fields())
    assert not Curation.objects.exists()


def test_undecided_items_come_newest_first_and_can_be_narrowed_to_a_source(client, editor, source):
    now = timezone.now()
    arrived(source, 1, first_seen_at=now - timezone.timedelta(hours=2))
    arrived(source, 2, first_seen_at=now)
    other = Source.objects.create(name="Another", slug="another", site_url="https://b.example/")
    arrived(other, 3)
    client.force_login(editor)

    page = client.get("/admin/inbox/?source=a-source").context["page"]

    assert [item.title for item in page] == ["Item 2", "Item 1"]


def test_keeping_shows_the_item_to_readers(client, editor, source):
    item = arrived(source, 1)
    client.force_login(editor)

    client.post(f"/admin/inbox/{item.pk}/", keep_fields())

    curation = Curation.objects.get(item=item)
    assert (curation.decision, curation.decided_by, curation.line) == (Decision.KEEP, editor, "Because.")
    client.logout()
    assert "Because." in client.get("/picks/").content.decode()
    assert "Because." in client.get("/states/fatigue/").content.decode()


@pytest.mark.parametrize("missing", ["line", "states"])
def test_a_keep_that_lacks_something_says_so_and_loses_nothing(client, editor, source, missing):
    item = arrived(source, 1)
    client.force_login(editor)
    fields = {name: value for name, value in keep_fields(line="Half a line").items() if name != missing}

    response = client.post(f"/admin/inbox/{item.pk}/", fields)

    assert response.status_code == 422
    assert not Curation.objects.exists()
    html = response.content.decode()
    assert ("Say in a line" if missing == "line" else "Tick at least one") in html
    assert ("Half a line" in html) == (missing != "line")


def test_the_second_of_two_editors_is_told_who_decided(client, editor, source):
    item = arrived(source, 1)
    client.force_login(editor)
    client.post(f"/admin/inbox/{item.pk}/", {"decision": "pass"})

    response = client.post(f"/admin/inbox/{item.pk}/", keep_fields(), follow=True)

    assert "Edda Moss" in response.content.decode()
    assert Curation.objects.get(item=item).decision == Decision.PASS


@pytest.mark.parametrize("decision", ["", "delete", "KEEP"])
def test_no_other_decision_is_taken(client, editor, source, decision):
    item = arrived(source, 1)
    client.force_login(editor)

    client.post(f"/admin/inbox/{item.pk}/", {"decision": decision})

    assert not Curation.objects.exists()


def test_a_source_cannot_put_markup_on_an_editors_screen(client, editor, source):
    arrived(source, 1, title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    client.force_login(editor)

    html = client.get("/admin/inbox/").content.decode()

    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html


def test_the_inbox_asks_as_often_with_20_items_as_with_2(client, editor, source):
    client.force_login(editor)
    counted = []
    for numbers in (range(2), range(2, 20)):
        for number in numbers:
            arrived(source, number)
        client.get("/admin/inbox/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/inbox/").status_code == 200
        counted.append(len(captured))

    assert counted[0] == counted[1]


def test_states_that_the_words_suggest_are_ticked_with_the_reason(client, editor, source):
    arrived(source, 1, title="Exhausted after a run of nights")
    client.force_login(editor)

    (row,) = client.get("/admin/inbox/").context["rows"]
    html = client.get("/admin/inbox/").content.decode()

    assert {box.state.slug for box in row.boxes if box.is_ticked} >= {"fatigue"}
    assert "Ticked for you: <strong>Fatigue</strong> (says “exhausted”, “nights”)" in " ".join(html.split())


def test_what_an_editor_unticked_is_not_ticked_again_when_the_form_comes_back(client, editor, source):
    item = arrived(source, 1, title="Exhausted after a run of nights")
    client.force_login(editor)
    worry = StateOfMind.objects.get(slug="worry")

    response = client.post(f"/admin/inbox/{item.pk}/", keep_fields(line="", states=[worry.pk]))

    ticked = {box.state.slug for box in response.context["failed"].boxes if box.is_ticked}
    assert ticked == {"worry"}


def test_what_word_filters_hide_is_counted_and_can_be_shown(client, editor, source):
    arrived(source, 1, title="A webinar", hidden_by="says “webinar”")
    arrived(source, 2, title="A rota")
    client.force_login(editor)

    inbox, hidden = client.get("/admin/inbox/"), client.get("/admin/inbox/?view=hidden")

    assert [item.title for item in inbox.context["page"]] == ["A rota"]
    assert "Hidden by word filters (1)" in inbox.content.decode()
    assert [item.title for item in hidden.context["page"]] == ["A webinar"]
    assert "Hidden: it says “webinar”." in hidden.content.decode()


def test_a_story_told_twice_is_one_row_that_says_where_else(client, editor, source):
    first = arrived(source, 1)
    other = Source.objects.create(name="Another", slug="another", site_url="https://b.example/")
    arrived(other, 2, story=first, same_by="words")
    client.force_login(editor)

    response = client.get("/admin/inbox/")

    assert [item.pk for item in response.context["page"]] == [first.pk]
    assert "Another" in response.content.decode()
    assert "(nearly the same words)" in response.content.decode()


def test_a_telling_that_is_not_the_same_story_gets_a_row_of_its_own(client, editor, source):
    first = arrived(source, 1)
    other = Source.objects.create(name="Another", slug="another", site_url="https://b.example/")
    second = arrived(other, 2, story=first, same_by="words")
    client.force_login(editor)

    response = client.post(f"/admin/inbox/{second.pk}/not-the-same/?source=another", follow=True)

    assert [item.pk for item in response.context["page"]] == [second.pk]
    assert "“Item 2” is now a separate story." in response.content.decode()
    assert client.get(f"/admin/inbox/{second.pk}/not-the-same/").status_code == 405


def test_beyond_a_thousand_the_inbox_counts_no_further(client, editor, source, monkeypatch):
    monkeypatch.setattr("feeds.views.inbox.MOST_COUNTED", 3)
    for number in range(5):
        arrived(source, number)
    client.force_login(editor)

    response = client.get("/admin/inbox/")

    assert "3 or more to decide" in response.content.decode()
    assert response.context["page"].paginator.count == 3


def test_held_items_have_a_view_of_their_own_and_their_note_goes_on(client, editor, source):
    item = arrived(source, 1)
    client.force_login(editor)
    as_json(client, f"/admin/inbox/{item.pk}/", {"decision": "hold", "note": "Wait for the appendix."})

    html = client.get("/admin/inbox/?view=held").content.decode()
    as_json(client, f"/admin/inbox/{item.pk}/", keep_fields(is_held="1"))

    assert "Held by Edda Moss: Wait for the appendix." in html
    assert Curation.objects.get().note == "Wait for the appendix."


def test_the_held_view_asks_as_often_with_20_items_as_with_2(client, editor, source):
    client.force_login(editor)
    counted = []
    for numbers in (range(2), range(2, 20)):
        for number in numbers:
            hold_item(arrived(source, number), by=editor, note="Later.")
        client.get("/admin/inbox/?view=held")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/inbox/?view=held")
        counted.append(len(captured))

    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Night shifts", "Une nuit", "Old"}),
        ("q=shift", {"Night shifts"}),
        ("q=NIGHT+sh", {"Night shifts"}),
        ("q=appendix", {"Old"}),
        ("language=fr", {"Une nuit"}),
        ("language=en", {"Night shifts", "Old"}),
        ("since=2026-11-20", {"Night shifts", "Une nuit"}),
        ("until=2026-11-20", {"Old"}),
        ("source=a-source&q=nuit", {"Une nuit"}),
        ("state=fatigue", {"Night shifts"}),
        ("q=%22%27%29%20OR%201=1%20--%20*", set()),
    ],
)
def test_the_inbox_is_narrowed_by_its_address(client, editor, source, query, titles):
    new, old = datetime(2026, 11, 23, 12, tzinfo=UTC), datetime(2026, 11, 2, 12, tzinfo=UTC)
    arrived(source, 1, title="Night shifts", text="Exhausted.", language="en-gb", first_seen_at=new)
    arrived(source, 2, title="Une nuit", language="fr", first_seen_at=new)
    arrived(source, 3, title="Old", text="See the appendix.", language="en", first_seen_at=old)
    client.force_login(editor)

    page = client.get(f"/admin/inbox/?{query}").context["page"]

    assert {item.title for item in page} == titles


@pytest.mark.parametrize(
    "query",
    [
        *("since=x&until=2026-99-99", "q=%00&source=%00", "language=../..&state='", "view=x&item=-1"),
        *("q=NEAR(a b)", "q=title:x AND (", "q=%F0%9F%98%80", "page=999", "page=x"),
        *(f"{name}={'9' * 5000}" for name in ("q", "item")),
    ],
)
def test_a_hostile_address_narrows_nothing_and_breaks_nothing(client, editor, source, query):
    arrived(source, 1)
    client.force_login(editor)

    assert client.get(f"/admin/inbox/?{query}", follow=True).status_code == 200


def test_words_are_found_after_they_change_and_no_more_after_the_item_is_gone(source):
    item = arrived(source, 1, title="A quagga")
    Item.objects.filter(pk=item.pk).update(title="A zebra")

    assert list(saying(Item.objects.all(), "zebra")) == [item]
    assert not saying(Item.objects.all(), "quagga").exists()
    item.delete()
    assert not saying(Item.objects.all(), "zebra").exists()


def test_single_keys_can_be_switched_off_in_ones_account(client, editor, source):
    client.force_login(editor)
    assert "inbox-keys.js" in client.get("/admin/inbox/").content.decode()

    UserProfile.objects.update_or_create(user=editor, defaults={"keyboard_shortcuts": False})

    assert "inbox-keys.js" not in client.get("/admin/inbox/").content.decode()
