"""What a source changed after an editor kept it: told where editors look, with three answers to it."""

from datetime import timedelta

import pytest
from arrivals import arrived
from django.urls import reverse
from django.utils import timezone

from feeds.curating.changed_items import keep_our_words, use_new_words
from feeds.curating.decide import AlreadyDecided, PickDraft, hold_item, keep_item, undo_decision
from feeds.dashboard_items import changed_since_kept
from feeds.models import Curation, Item
from feeds.refreshing import store
from recalibrate.core.models import StateOfMind
from recalibrate.digest.issue import compose_for

ANSWERS = ("Use the new words", "Keep ours", "Take it back")
WITHDRAWN = "The source has withdrawn this since."


@pytest.fixture
def kept(source, editor):
    """An item that was kept; `kept(title=…)` is what its source says of it today."""
    item = arrived(source, 1, title="Rest helps", text="Rest helps most staff.")
    curation = keep_item(
        item, PickDraft(line="Because.", states=[StateOfMind.objects.get(slug="fatigue")]), by=editor
    )

    def change(**words):
        later = {f"later_{name}": value for name, value in words.items()} | {"later_fingerprint": "g"}
        flag = {"has_changed_since_decision": True, "changed_at": timezone.now()}
        Item.objects.filter(pk=item.pk).update(**later, **flag)
        return Curation.objects.get(pk=curation.pk)

    return change


def answer(client, curation, said):
    address = reverse("inbox-answer-change", args=[curation.pk])
    return client.post(address, {"answer": said}, follow=True).content.decode()


def test_the_inbox_counts_what_has_changed_and_leads_there(client, editor, kept):
    client.force_login(editor)
    assert "Changed since you kept it" not in client.get("/admin/inbox/").content.decode()

    kept(text="Rest helps some staff.")

    page = client.get("/admin/inbox/").content.decode()
    assert '<a href="/admin/inbox/changed/">Changed since you kept it (1)</a>' in page


def test_both_versions_stand_side_by_side_with_what_differs_marked(client, editor, kept):
    curation = kept(text="Rest helps some staff.")
    client.force_login(editor)

    for address in ("/admin/inbox/changed/", f"/admin/curations/edit/{curation.pk}/"):
        page = client.get(address).content.decode()
        for shown in ("<del><span", "</span>most<span", "<ins><span", "</span>some<span", *ANSWERS):
            assert shown in page, (address, shown)


def test_what_its_source_takes_back_comes_first(client, editor, source, kept):
    kept(title="RETRACTED: Rest helps")
    newer = arrived(source, 2, title="Sleep", has_changed_since_decision=True, later_text="More.",
                    changed_at=timezone.now() + timedelta(hours=1))  # fmt: skip
    keep_item(newer, PickDraft(line="Because.", states=[StateOfMind.objects.get(slug="fatigue")]), by=editor)
    client.force_login(editor)

    page = client.get("/admin/inbox/changed/").content.decode()

    assert page.index("Rest helps") < page.index("Sleep")
    told = [(task.text, task.is_late) for task in changed_since_kept(editor)]
    assert told == [(f"“Rest helps”: {WITHDRAWN}", True), ("1 kept item has new words", False)]


def test_the_new_words_are_what_readers_see(client, editor, kept):
    curation = kept(title="Rest helps a little", text="Rest helps some staff.")
    client.force_login(editor)

    page = answer(client, curation, "new")

    item = Item.objects.get()
    assert (item.title, item.text, item.excerpt) == ("Rest helps a little",) + ("Rest helps some staff.",) * 2
    assert (item.fingerprint, item.later_fingerprint, item.has_changed_since_decision) == ("g", "", False)
    assert "Readers now see the new words of “Rest helps a little”." in page
    assert "Rest helps a little" in client.get("/picks/").content.decode()


def test_new_words_on_something_hard_are_noted_before_anybody_reads_them(client, editor, kept):
    curation = kept(text="Rest helps after a suicide.")
    client.force_login(editor)

    page = answer(client, curation, "new")

    curation.refresh_from_db()
    assert (curation.is_sensitive, curation.content_note) == (True, "Mentions suicide.")
    assert "They are told first: “Mentions suicide.”" in page
    assert "Mentions suicide." in client.get("/picks/").content.decode()


def test_our_words_stay_and_are_asked_about_no_more_until_the_next_change(client, editor, kept, now):
    curation = kept(text="Rest helps some staff.")
    client.force_login(editor)

    assert "stays as it was kept" in answer(client, curation, "ours")

    assert not Curation.objects.changed_since_kept().exists()
    known = store.known(curation.item.source, [])
    assert known.fingerprints == {} or known.fingerprints["1"] == "g"
    assert Item.objects.get().text == "Rest helps most staff."


def test_readers_are_told_of_a_withdrawal_also_where_our_words_stay(client, editor, kept):
    curation = kept(title="RETRACTED: Rest helps")

    keep_our_words(curation, by=editor)

    assert WITHDRAWN in client.get("/picks/").content.decode()


def test_taken_back_it_waits_with_the_words_of_today(client, editor, kept):
    curation = kept(title="Rest helps a little")
    client.force_login(editor)

    assert "is waiting for a decision again" in answer(client, curation, "undo")

    assert [item.title for item in Item.objects.for_inbox()] == ["Rest helps a little"]
    assert "Rest helps" not in client.get("/picks/").content.decode()


def test_a_held_item_that_is_taken_back_has_the_words_of_today_too(editor, source):
    item = arrived(source, 1, later_text="New words.", later_fingerprint="g", has_changed_since_decision=True)

    undo_decision(hold_item(item, by=editor), by=editor)

    assert Item.objects.get().text == "New words."


def test_the_second_of_two_editors_is_told_so(client, editor, kept):
    curation = kept(text="Rest helps some staff.")
    use_new_words(curation, by=editor)

    with pytest.raises(AlreadyDecided, match="has already answered the change"):
        keep_our_words(curation, by=editor)
    client.force_login(editor)
    assert "has already answered the change" in answer(client, curation, "new")


def test_no_answer_is_none(client, editor, kept):
    curation = kept(text="Rest helps some staff.")
    client.force_login(editor)

    assert "Choose the new words, ours, or take it back." in answer(client, curation, "")
    assert Curation.objects.changed_since_kept().exists()


def test_only_those_who_decide_see_and_answer_it(client, kept, django_user_model):
    curation = kept(text="Rest helps some staff.")
    client.force_login(django_user_model.objects.create_user("a-reader"))

    for path in ("/admin/inbox/changed/", reverse("inbox-answer-change", args=[curation.pk])):
        assert client.post(path).status_code in (302, 403)
    assert Curation.objects.changed_since_kept().exists()


@pytest.mark.parametrize("is_answered", [False, True])
def test_the_weekly_mail_corrects_what_it_had_named(home, kept, editor, is_answered):
    curation = kept(title="RETRACTED: Rest helps")
    if is_answered:
        use_new_words(curation, by=editor)
    Curation.objects.update(decided_at=timezone.now() - timedelta(days=20))

    letter = compose_for("picks", timezone.now() + timedelta(minutes=1))

    [section] = letter.sections
    assert section.heading == "Corrections"
    [line] = section.lines
    assert "Rest helps" in line.title
    assert WITHDRAWN in line.note or "RETRACTED" in line.title
