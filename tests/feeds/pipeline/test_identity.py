import pytest

from feeds.pipeline.identity import Marks, keys, rule_for


def entries(count, *, guid="{}", url="https://a.example/{}"):
    return [Marks(guid.format(n), url.format(n), f"Title {n}", f"Words {n}") for n in range(count)]


def test_ids_are_trusted_as_long_as_they_tell_entries_apart():
    assert rule_for(entries(20), "guid") == "guid"
    assert keys(entries(2), "guid") == ["0", "1"]


def test_an_id_that_comes_again_is_told_apart_by_its_address():
    repeated = [*entries(40), Marks("0", "https://a.example/other", "Other", "")]

    assert rule_for(repeated, "guid") == "guid"
    assert keys(repeated, "guid")[-1] == "0|https://a.example/other"


def test_too_many_ids_that_come_again_are_trusted_no_more():
    assert rule_for(entries(20, guid="same"), "guid") == "address"
    assert rule_for(entries(20, guid="same", url="https://a.example/"), "guid") == "words"


def test_an_entry_given_twice_by_mistake_is_no_fault_of_its_id():
    assert rule_for([*entries(5), *entries(5)], "guid") == "guid"


@pytest.mark.parametrize("rule", ["address", "words"])
def test_a_rule_degrades_once(rule):
    assert rule_for(entries(20, guid="same"), rule) == rule


def test_every_rule_falls_back_on_what_there_is():
    bare, numbered = Marks("", "", "T", "Words"), Marks("1", "", "T", "Words")

    assert keys([bare, numbered], "guid") == ["T|Words", "1"]
    assert keys([bare, numbered], "address") == ["T|Words", "1"]
    assert keys(entries(1), "address") == ["https://a.example/0"]
    assert keys(entries(1), "words") == ["Title 0|Words 0"]
