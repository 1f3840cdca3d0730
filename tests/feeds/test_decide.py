from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from feeds.curating.decide import AlreadyDecided, PickDraft, hold_item, keep_item, pass_item, undo_decision
from feeds.models import Curation, Decision, Half, Item
from recalibrate.core.models import SiteRevision, StateOfMind, User

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def item(source, now):
    return Item.objects.create(
        source=source,
        identity="1",
        fingerprint="a",
        title="An audit",
        url="https://a.example/1",
        excerpt="Forty words.",
        first_seen_at=now,
    )


@pytest.fixture
def states():
    return list(StateOfMind.objects.filter(slug__in=["worry", "fatigue"]))


@pytest.fixture
def editor():
    return User.objects.create(username="ed", first_name="Edie", last_name="Marsh")


def test_a_kept_item_is_shown_with_its_line_and_states(item, states, editor):
    keep_item(item, PickDraft(line=" Read page 2. ", states=states, half=Half.FOR_ALL), by=editor)

    (pick,) = Curation.objects.kept().about(states[0]).for_cards()
    card = pick.card()
    assert (card.kind, card.title, card.url, card.line) == (
        "pick",
        "An audit",
        "https://a.example/1",
        "Read page 2.",
    )
    assert (card.byline, card.summary, set(card.states)) == ("A source", "Forty words.", set(states))
    assert (pick.half, pick.decided_by) == (Half.FOR_ALL, editor)


def test_an_excerpt_is_shown_only_where_the_source_allows_it(item, states, source):
    keep_item(item, PickDraft(line="Read.", states=states), by=None)
    source.has_excerpts = False
    source.save()

    assert Curation.objects.for_cards().get().card().summary == ""


@pytest.mark.parametrize(
    ("line", "has_states", "url"), [(" ", True, "x"), ("Read.", False, "x"), ("Read.", True, "")]
)
def test_without_a_line_a_state_or_an_address_nothing_is_kept(item, states, line, has_states, url):
    item.url = url

    with pytest.raises(ValidationError):
        keep_item(item, PickDraft(line=line, states=states if has_states else []), by=None)

    assert not Curation.objects.exists()


def test_the_database_itself_refuses_a_kept_item_without_a_line(item):
    with pytest.raises(IntegrityError), transaction.atomic():
        Curation.objects.create(item=item, decision=Decision.KEEP)


def test_the_second_of_two_editors_is_told_who_decided(item, states, editor):
    pass_item(item, by=editor)

    with pytest.raises(AlreadyDecided, match="Edie Marsh has already decided on “An audit”: pass"):
        keep_item(item, PickDraft(line="Read.", states=states), by=None)

    assert Curation.objects.get().decision == Decision.PASS


def test_a_held_item_leaves_the_inbox_and_can_still_be_decided(item, states):
    hold_item(item, by=None)
    assert not Item.objects.undecided().exists()

    keep_item(item, PickDraft(line="Read.", states=states), by=None)

    assert Curation.objects.get().decision == Decision.KEEP


def test_a_decision_taken_back_puts_the_item_into_the_inbox_again(item, states):
    keep_item(item, PickDraft(line="Read.", states=states), by=None)

    undo_decision(Curation.objects.get(), by=None)

    assert list(Item.objects.for_inbox()) == [item]
    assert not Curation.objects.kept().exists()


def test_what_readers_see_has_a_new_revision_when_a_kept_item_comes_changes_or_goes(item, states):
    revisions = [SiteRevision.current().number]

    curation = keep_item(item, PickDraft(line="Read.", states=states), by=None)
    revisions.append(SiteRevision.current().number)
    curation.line = "Read it today."
    curation.save()
    revisions.append(SiteRevision.current().number)
    undo_decision(Curation.objects.get(), by=None)
    revisions.append(SiteRevision.current().number)

    assert sorted(set(revisions)) == revisions


def test_a_kept_item_expires_unless_it_is_pinned(item, states, now):
    curation = keep_item(item, PickDraft(line="Read.", states=states), by=None, now=now - timedelta(days=400))
    assert not Curation.objects.kept().exists()

    curation.is_pinned = True
    curation.save()

    assert Curation.objects.kept().exists()


def test_cards_take_the_same_number_of_queries_for_two_and_for_twenty(
    source, states, django_assert_num_queries
):
    for count in (2, 20):
        for number in range(Curation.objects.count(), count):
            item = Item.objects.create(
                source=source,
                identity=f"{number}",
                fingerprint="a",
                title=f"{number}",
                url="https://a.example/",
            )
            keep_item(item, PickDraft(line="Read.", states=states), by=None)

        with django_assert_num_queries(3):
            assert len([pick.card() for pick in Curation.objects.kept().newest_first().for_cards()]) == count
