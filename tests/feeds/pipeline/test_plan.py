import logging

import pytest

from feeds.pipeline.plan import plan, rule_after
from feeds.pipeline.types import Adoption, Known

ADDRESS = "https://a.example/story"


def test_new_changed_and_known_items_are_told_apart(item_data):
    new, changed, same = item_data("new"), item_data("changed"), item_data("known")
    known = Known({"changed": "other words", "known": same.fingerprint})

    planned = plan([new, changed, same], known)

    assert (planned.create, planned.update, planned.unchanged) == ((new,), (changed,), 1)


def test_an_item_whose_words_change_at_every_look_is_left_alone(item_data):
    planned = plan([item_data("1")], Known({"1": "other"}, left_alone=frozenset(["1"])))

    assert (planned.update, planned.unchanged) == ((), 1)


def test_a_known_address_under_a_new_id_is_the_known_item(item_data):
    same, changed = item_data("2", canonical_url=ADDRESS), item_data("4", canonical_url=f"{ADDRESS}/4")
    known = Known({"1": same.fingerprint, "3": "other"}, {ADDRESS: "1", f"{ADDRESS}/4": "3"})

    planned = plan([same, changed], known)

    assert planned.adopt == (Adoption("1", same), Adoption("3", changed))
    assert (planned.create, planned.update, planned.unchanged) == ((), (changed,), 1)


def test_an_address_that_several_entries_share_tells_nothing(item_data):
    first, second = item_data("2", canonical_url=ADDRESS), item_data("3", canonical_url=ADDRESS)

    planned = plan([first, second], Known({"1": "x"}, {ADDRESS: "1"}, buried_addresses=frozenset([ADDRESS])))

    assert planned.create == (first, second)


def test_a_front_page_tells_nothing(item_data):
    item = item_data("2", canonical_url="https://a.example/")
    known = Known({"1": "x"}, {item.canonical_url: "1"}, buried_addresses=frozenset([item.canonical_url]))

    assert plan([item], known).create == (item,)


def test_an_item_that_is_still_here_is_not_taken_for_another(item_data):
    old, new = item_data("1", canonical_url=f"{ADDRESS}/old"), item_data("2", canonical_url=ADDRESS)

    planned = plan([old, new], Known({"1": old.fingerprint}, {ADDRESS: "1"}))

    assert (planned.create, planned.adopt) == ((new,), ())


@pytest.mark.parametrize(
    "known",
    [Known(buried=frozenset(["1"])), Known(buried_addresses=frozenset([ADDRESS]))],
    ids=["id", "address"],
)
def test_what_was_removed_stays_away(item_data, known):
    planned = plan([item_data("1", canonical_url=ADDRESS)], known)

    assert (planned.create, planned.buried, planned.unchanged) == ((), 1, 0)


def test_a_source_whose_ids_change_is_known_by_addresses_from_then_on(item_data):
    items = [item_data(f"new-{n}", canonical_url=f"{ADDRESS}/{n}") for n in range(20)]
    known = Known(
        {f"old-{n}": items[n].fingerprint for n in range(20)},
        {f"{ADDRESS}/{n}": f"old-{n}" for n in range(20)},
    )

    assert rule_after(plan(items, known), "guid", len(items)) == "address"
    assert rule_after(plan(items[:1], known), "guid", 1) == "guid"
    assert rule_after(plan(items, Known()), "guid", len(items)) == "guid"
    assert rule_after(plan(items, known), "words", len(items)) == "words"


@pytest.mark.parametrize(
    ("known", "why"),
    [
        (Known(), "new: nothing stored has its identity, or its address alone"),
        (Known({"1": "other"}), "known by its identity; its words differ"),
        (Known({"1": "words of 1"}), "known by its identity; the words are as stored"),
        (Known({"1": "other"}, left_alone=frozenset(["1"])), "left alone: its words change at every look"),
        (Known({"0": "other"}, {ADDRESS: "0"}), "adopted: the address is that of 0, which has left"),
        (Known(buried=frozenset(["1"])), "left out: an entry of this identity was removed before"),
        (
            Known(buried_addresses=frozenset([ADDRESS])),
            "left out: an entry at its address was removed before",
        ),
    ],
)
def test_every_decision_is_logged_with_its_reason_for_who_asks(item_data, caplog, known, why):
    with caplog.at_level(logging.DEBUG, logger="feeds.pipeline.plan"):
        plan([item_data("1", canonical_url=ADDRESS), item_data("2")], known)

    assert len(caplog.messages) == 2
    assert caplog.messages[0].startswith("1: ")
    assert why in caplog.messages[0]
