"""One stored thing that fails takes no other with it, and stands on the desk until it works again."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories import PostPageFactory

from blog.models import PostPage
from recalibrate.core import isolate
from recalibrate.core.failed_items import retry_failed_items
from recalibrate.core.gaps import counting
from recalibrate.core.isolate import attempt_isolated, each_isolated, error_boundary
from recalibrate.core.models import Discipline, FailedItem, User
from recalibrate.core.revision_cache import cache_scope, per_revision
from recalibrate.operations.dashboard_items import failures

LATER = timedelta(hours=3)


@pytest.fixture
def shelf(monkeypatch):
    """A place of the test's own, where disciplines with a slug that starts with “bad” fail."""
    monkeypatch.setattr(isolate, "_places", dict(isolate.error_boundaries()))
    return error_boundary("shelf", "is missing from the shelf", again=name_of)


def name_of(discipline):
    if discipline.slug.startswith("bad"):
        raise ValueError("It is worn out.")
    return discipline.name


def disciplines(*slugs):
    return [Discipline.objects.create(name=slug.title(), slug=slug) for slug in slugs]


def test_the_others_come_out_in_their_order(home, shelf):
    assert list(each_isolated(disciplines("one", "bad", "two"), name_of, shelf)) == ["One", "Two"]


def test_what_failed_is_named_in_the_log_once_however_often_it_is_met(home, shelf, caplog):
    things = disciplines("bad", "bad-too")

    with caplog.at_level(logging.ERROR, logger="recalibrate.core.isolate"):
        for _ in range(5):
            list(each_isolated(things, name_of, shelf))

    assert [record.getMessage().partition(" (")[0] for record in caplog.records] == ["“Bad”", "“Bad-Too”"]
    assert "is missing from the shelf" in caplog.text
    assert "It is worn out." in caplog.text


def test_what_failed_is_noted_once_and_a_healthy_loop_asks_the_database_nothing(home, shelf):
    good, bad = disciplines("good", "bad")

    with CaptureQueriesContext(connection) as captured:
        assert list(each_isolated([good], name_of, shelf)) == ["Good"]
    assert not captured

    list(each_isolated([bad], name_of, shelf))
    with CaptureQueriesContext(connection) as captured:
        list(each_isolated([bad], name_of, shelf))
    assert not captured
    assert [(item.place, item.kind, item.name) for item in FailedItem.objects.all()] == [
        ("shelf", "core.discipline", "Bad")
    ]


def test_a_value_that_fails_has_another_in_its_stead(home, shelf):
    good, bad = disciplines("good", "bad")

    assert attempt_isolated(good, name_of, shelf, "nobody") == "Good"
    assert attempt_isolated(bad, name_of, shelf, "nobody") == "nobody"


def test_a_thing_that_cannot_even_say_its_name_is_known_by_its_number(home, shelf, monkeypatch):
    (bad,) = disciplines("bad")
    monkeypatch.setattr(Discipline, "__str__", name_of)

    list(each_isolated([bad], name_of, shelf))

    assert FailedItem.objects.get().name == f"discipline {bad.pk}"


@pytest.mark.parametrize("error", [OperationalError("the database is away"), OSError(28, "no room left")])
def test_what_is_no_things_own_fault_is_not_hidden(home, shelf, error):
    def fail(thing):
        raise error

    with pytest.raises(type(error)):
        list(each_isolated(disciplines("one"), fail, shelf))
    assert not FailedItem.objects.exists()


def test_what_a_failed_thing_had_written_is_undone_and_the_next_one_still_writes(home, shelf):
    def rename(discipline):
        Discipline.objects.filter(pk=discipline.pk).update(name=f"New {discipline.slug}")
        if discipline.slug == "twice":
            Discipline.objects.create(name="x", slug="one")

    things = disciplines("one", "twice", "three")

    list(each_isolated(things, rename, shelf, in_transaction=True))

    names = Discipline.objects.filter(pk__in=[thing.pk for thing in things]).values_list("slug", "name")
    assert dict(names) == {"one": "New one", "twice": "Twice", "three": "New three"}
    assert FailedItem.objects.get().error.startswith("IntegrityError")


def test_an_error_of_the_database_in_a_transaction_that_is_spoilt_by_it_is_raised(home, shelf):
    def fail(thing):
        raise IntegrityError("twice")

    with pytest.raises(IntegrityError):
        list(each_isolated(disciplines("one"), fail, shelf))


def test_what_works_again_or_has_gone_leaves_the_desk_and_what_does_not_stays(home, shelf):
    mended, gone, still = disciplines("bad-one", "bad-two", "bad-three")
    list(each_isolated([mended, gone, still], name_of, shelf))
    Discipline.objects.filter(pk=mended.pk).update(slug="well")
    gone.delete()

    retry_failed_items(timezone.now())
    assert FailedItem.objects.count() == 3  # seen just now

    retry_failed_items(timezone.now() + LATER)
    assert [item.name for item in FailedItem.objects.all()] == ["Bad-Three"]


def test_where_a_loop_comes_by_by_itself_what_it_no_longer_meets_leaves_the_desk(home, monkeypatch):
    monkeypatch.setattr(isolate, "_places", dict(isolate.error_boundaries()))
    rounds = error_boundary("rounds", "is passed over")
    list(each_isolated(disciplines("bad"), name_of, rounds))

    retry_failed_items(timezone.now() + timedelta(hours=1))
    assert FailedItem.objects.exists()
    retry_failed_items(timezone.now() + LATER)
    assert not FailedItem.objects.exists()


def test_an_answer_with_a_gap_is_not_remembered_for_the_revision(home, shelf):
    things = disciplines("one", "bad")
    answers = []

    @per_revision
    def listed():
        answers.append(list(each_isolated(things, name_of, shelf)))
        return answers[-1]

    with cache_scope("1"):
        listed(), listed()
        things[1].slug = "well"
        assert listed() == ["One", "Bad"]
        listed()

    assert len(answers) == 3


def test_gaps_inside_are_gaps_outside():
    with counting() as outer:
        with counting() as inner:
            isolate.gaps.record_gap("x")
        assert inner == ["x"]
    assert outer == ["x"]


def test_a_page_with_a_gap_is_kept_for_seconds_only(client, home, monkeypatch):
    PostPageFactory(title="A good one")
    bad = PostPageFactory(title="A bad one")
    assert client.get("/posts/")["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    as_before = PostPage.card

    def card(self):
        if self.pk == bad.pk:
            raise ValueError("A card that cannot be made.")
        return as_before(self)

    monkeypatch.setattr(PostPage, "card", card)
    PostPage.objects.get(pk=bad.pk).save_revision().publish()
    for address in ("/posts/", "/", "/feeds/all.xml"):
        answer = client.get(address)
        assert answer.status_code == 200
        if address != "/feeds/all.xml":
            assert answer["Cache-Control"] == "public, max-age=10", address
            assert "A bad one" not in answer.content.decode()


@pytest.mark.parametrize(("role", "is_told"), [("Editor", "A bad one"), ("Guardian", "")])
def test_the_desk_names_what_failed_to_whom_can_mend_it(home, shelf, client, role, is_told):
    post = PostPageFactory(title="A bad one")
    isolate.log_isolated_failure(shelf, post, ValueError("worn out"))
    user = User.objects.create_user("someone")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    html = client.get("/admin/").content.decode()

    assert ("“A bad one” is missing from the shelf" in html) is bool(is_told)
    assert "worn out" not in html


def test_an_operator_is_told_of_a_failure_without_the_title_of_what_is_not_theirs_to_read(home, shelf):
    post = PostPageFactory(title="A bad one")
    isolate.log_isolated_failure(shelf, post, ValueError("worn out"))
    operator = User.objects.create_user("operator")
    operator.groups.add(Group.objects.get(name="Operator"))

    (line,) = failures(operator)

    assert line.text == f"Post no. {post.pk} is missing from the shelf"
