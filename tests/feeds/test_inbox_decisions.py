"""Decisions in the inbox, over HTTP: without leaving the page, undone, several at once, on hard subjects."""

import re

import pytest
from arrivals import arrived, as_json, keep_fields
from wagtail.models import ModelLogEntry

from feeds.curating.decide import hold_item, pass_item, undo_decision
from feeds.models import Curation, Decision, Item
from recalibrate.core.models import User


def test_a_decision_taken_without_leaving_the_page_is_answered_with_what_undoes_it(client, editor, source):
    item = arrived(source, 1)
    client.force_login(editor)

    status, told = as_json(client, f"/admin/inbox/{item.pk}/", {"decision": "pass", "pass_reason": "claims"})

    curation = Curation.objects.get()
    assert (status, told) == (200, {"words": "Passed on “Item 1”.", "taken": [f"{item.pk}-{curation.pk}"]})
    assert curation.why == "It claims more than it shows"
    assert as_json(client, "/admin/inbox/undo/", {"taken": told["taken"]})[0] == 200
    assert list(Item.objects.for_inbox()) == [item]


def test_a_reason_that_is_none_of_ours_never_stands_between_an_editor_and_pass(client, editor, source):
    item = arrived(source, 1)
    client.force_login(editor)

    as_json(
        client, f"/admin/inbox/{item.pk}/", {"decision": "pass", "pass_reason": "no", "pass_words": "x" * 300}
    )

    assert (Curation.objects.get().pass_reason, Curation.objects.get().pass_words) == ("", "")


def test_the_second_of_two_editors_is_told_without_leaving_the_page(client, editor, source):
    item = arrived(source, 1)
    client.force_login(editor)
    as_json(client, f"/admin/inbox/{item.pk}/", {"decision": "pass"})

    status, told = as_json(client, f"/admin/inbox/{item.pk}/", keep_fields())

    assert (status, told["taken"]) == (409, [])
    assert told["words"] == "Edda Moss has already decided on “Item 1”: pass."


def test_whoever_has_not_seen_that_an_item_is_held_does_not_end_the_hold(client, editor, source):
    item = arrived(source, 1)
    hold_item(item, by=editor)
    client.force_login(editor)

    status, told = as_json(client, f"/admin/inbox/{item.pk}/", {"decision": "pass"})

    assert (status, told["words"]) == (409, "Edda Moss has already decided on “Item 1”: hold.")
    assert Curation.objects.get().decision == Decision.HOLD


def test_undo_never_takes_back_what_someone_else_decided_since(client, editor, source):
    item = arrived(source, 1)
    client.force_login(editor)
    _, told = as_json(client, f"/admin/inbox/{item.pk}/", {"decision": "hold"})
    other = User.objects.create_user("another", first_name="Oke", last_name="Reed")
    pass_item(item, by=other)

    status, answer = as_json(client, "/admin/inbox/undo/", {"taken": told["taken"]})

    assert (status, answer["words"]) == (409, "Oke Reed has already decided on “Item 1”: pass.")
    assert Curation.objects.get().decided_by == other


@pytest.mark.parametrize("taken", ["", "1", "1-", "a-b", "1-2-3", "9" * 40 + "-1", "-1-1", "1-\x00"])
def test_a_hostile_undo_undoes_nothing(client, editor, source, taken):
    pass_item(arrived(source, 1), by=editor)
    client.force_login(editor)

    status, _ = as_json(client, "/admin/inbox/undo/", {"taken": taken})

    assert status == 409
    assert Curation.objects.exists()


def test_without_a_script_the_last_decision_can_be_undone_on_the_next_page(client, editor, source):
    item = arrived(source, 1)
    client.force_login(editor)
    html = client.post(f"/admin/inbox/{item.pk}/", {"decision": "pass"}, follow=True).content.decode()
    taken = re.search(r'name="taken" value="([\d-]+)"', html)[1]

    response = client.post("/admin/inbox/undo/", {"taken": taken}, follow=True)

    assert "“Item 1” is waiting for a decision again." in response.content.decode()
    assert list(response.context["page"]) == [item]


def test_several_are_decided_at_once_and_undone_at_once(client, editor, source):
    items = [arrived(source, number) for number in range(3)]
    pass_item(items[0], by=None)
    client.force_login(editor)
    fields = keep_fields(items=[item.pk for item in items], line="Both of them.")

    response = client.post("/admin/inbox/several/", fields, follow=True)

    assert {one.item.title for one in Curation.objects.kept()} == {"Item 1", "Item 2"}
    assert "Kept 2 items. A colleague has already decided on “Item 0”: pass." in response.content.decode()
    taken = re.findall(r'name="taken" value="([\d-]+)"', response.content.decode())
    client.post("/admin/inbox/undo/", {"taken": taken})
    assert {item.title for item in Item.objects.for_inbox()} == {"Item 1", "Item 2"}


@pytest.mark.parametrize("items", [[], ["x"], ["0"], ["9" * 30]])
def test_several_that_are_none_decide_nothing(client, editor, source, items):
    arrived(source, 1)
    client.force_login(editor)

    response = client.post("/admin/inbox/several/", {"decision": "pass", "items": items}, follow=True)

    assert "Tick some items first." in response.content.decode()


def test_what_mentions_something_hard_is_flagged_and_kept_after_one_confirmation(client, editor, source):
    item = arrived(source, 1, title="After a suicide on the ward")
    client.force_login(editor)
    html = client.get("/admin/inbox/").content.decode()
    assert "suicide: it says “suicide”" in html
    fields = keep_fields(is_sensitive="on", content_note="Mentions suicide.")

    asked = client.post(f"/admin/inbox/{item.pk}/", fields)
    assert (asked.status_code, Curation.objects.count()) == (422, 0)
    assert "Yes, keep it with the note" in asked.content.decode()
    client.post(f"/admin/inbox/{item.pk}/", {**fields, "decision": "keep-confirmed"})

    card = Curation.objects.for_cards().get().card()
    assert card.content_note == "Mentions suicide."
    client.logout()
    assert "Mentions suicide." in client.get("/picks/").content.decode()


def test_among_several_what_mentions_something_hard_is_left_for_its_own_confirmation(client, editor, source):
    items = [arrived(source, 1, title="After a suicide"), arrived(source, 2)]
    client.force_login(editor)

    client.post("/admin/inbox/several/", keep_fields(items=[item.pk for item in items]))

    assert [one.item for one in Curation.objects.all()] == [items[1]]


def test_expiry_pin_and_note_are_kept_and_the_note_is_for_editors(client, editor, source):
    item = arrived(source, 1)
    client.force_login(editor)
    fields = keep_fields(expires_on="2030-01-02", is_pinned="on", note="Ask the author first.")

    client.post(f"/admin/inbox/{item.pk}/", fields)

    curation = Curation.objects.get()
    assert (str(curation.expires_on), curation.is_pinned, curation.note) == (
        "2030-01-02",
        True,
        "Ask the author first.",
    )
    client.logout()
    assert "Ask the author" not in client.get("/picks/").content.decode()


def test_a_decision_on_a_held_item_that_is_undone_leaves_it_held(client, editor, source):
    item = arrived(source, 1)
    hold_item(item, by=None, note="Later.")
    passed = pass_item(item, by=editor)

    undo_decision(passed, by=editor)

    assert [(one.decision, one.note) for one in Curation.objects.all()] == [("hold", "Later.")]


def test_who_decided_what_and_why_stays_on_record_when_it_is_taken_back(editor, source):
    item = arrived(source, 1)
    undo_decision(pass_item(item, by=editor, reason="advertises", words="a course"), by=editor)

    logged = ModelLogEntry.objects.for_instance(item).order_by("timestamp")

    assert [(one.formatter.format_message(one), one.user) for one in logged] == [
        ("Passed on: It advertises something: a course", editor),
        ("Taken back: pass", editor),
    ]
