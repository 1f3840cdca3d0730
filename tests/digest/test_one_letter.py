"""One person, one letter a week; it begins where the last one ended, and nothing is left out."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from factories import GuardianReportPageFactory, PostPageFactory, YouSaidFactory

from blog.models import PostPage
from recalibrate.core.public_kinds import syndicated_kinds
from recalibrate.digest.issue import compose_for, due_at, make_due
from recalibrate.digest.last_letter import send_last_letters
from recalibrate.digest.letter_lists import chosen_lists, feeds_on, letter_lists, normalise_lists
from recalibrate.digest.models import Delivery, Digest, DigestSettings, State, Subscription
from recalibrate.digest.send import send_due_deliveries
from recalibrate.events.models import Event
from recalibrate.guardian.models import YouSaid

DAY, WEEK = timedelta(days=1), timedelta(days=7)
ADDRESS = "reader9@x.example"


@pytest.fixture
def due(home):
    """The next moment at which letters are due, in the coming week."""
    DigestSettings.objects.update_or_create(defaults={"is_on": True})
    return due_at(timezone.now(), 3, 7) + WEEK


def subscribe(lists, **more):
    """In the week that ended a fortnight before letters are due."""
    then = timezone.now() - timedelta(days=8)
    return Subscription.objects.create(**{"email": ADDRESS, "lists": lists, "confirmed_at": then} | more)


def post(title, at):
    page = PostPageFactory(title=title)
    PostPage.objects.filter(pk=page.pk).update(first_published_at=at)


def send(due, *, hours=0.1):
    now = due + timedelta(hours=hours)
    make_due(now)
    return send_due_deliveries(now)


def test_all_that_was_chosen_comes_in_one_letter(due):
    post("Rest", due - DAY)
    YouSaidFactory(you_said="No food at night", first_published_at=due - DAY)
    subscribe("all+guardian", confirmed_at=due - DAY)

    assert (send(due), send(due, hours=1)) == (1, 0)
    assert "Rest" in mail.outbox[0].body
    assert "No food at night" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Recalibrate: two things this week"


def test_the_clock_stood_still_for_three_days_and_nothing_is_lost(due):
    post("Before", due - 2 * DAY)
    subscribe("all")
    send(due - WEEK)

    assert send(due, hours=72) == 0
    post("After", due + 5 * DAY)
    assert send(due + WEEK) == 1
    assert "Before" in mail.outbox[0].body
    assert "After" in mail.outbox[0].body


def test_each_letter_begins_where_the_last_one_that_was_taken_ended(due):
    post("First", due - DAY)
    subscribe("all")
    send(due)
    post("Second", due + DAY)
    post("On the moment", due)
    send(due + WEEK)

    assert "First" in mail.outbox[0].body
    assert "First" not in mail.outbox[1].body
    assert "Second" in mail.outbox[1].body
    assert "On the moment" in mail.outbox[1].body


def test_what_was_in_a_letter_that_no_server_took_is_in_the_next(due):
    post("Rest", due - DAY)
    subscribe("all")
    make_due(due)
    Delivery.objects.update(state=State.GIVEN_UP)

    assert send(due + WEEK) == 1
    assert "Rest" in mail.outbox[0].body


def test_a_letter_still_on_its_way_is_not_repeated_by_the_next(due):
    post("Rest", due - DAY)
    subscribe("all")
    make_due(due)
    post("Later", due + DAY)
    make_due(due + WEEK)

    texts = list(Digest.objects.order_by("until").values_list("text", flat=True))
    assert ["Rest" in text for text in texts] == [True, False]


def test_a_quiet_week_sends_nothing(due):
    subscribe("everything")

    assert send(due) == 0


def test_the_week_of_a_report_has_it_in_text_and_subject(due):
    GuardianReportPageFactory(headline="More people report, and sooner.")
    subscribe("guardian", confirmed_at=due - DAY)
    send(due)

    assert mail.outbox[0].subject == "Recalibrate: the Guardian’s report this week"
    assert "More people report, and sooner." in mail.outbox[0].body


def test_a_concern_is_news_again_on_the_day_of_its_answer_once(due):
    YouSaidFactory(you_said="No food at night", first_published_at=due - 30 * DAY)
    YouSaid.objects.update(updated_on=timezone.localdate(due - 2 * DAY))

    assert "No food at night" in str(compose_for("guardian", due))
    assert compose_for("guardian", due + WEEK) is None


def test_dates_come_to_who_chose_them_with_a_cancelled_one_said_first(due):
    for title, is_cancelled in (("Forum", False), ("Drop-in", True)):
        Event.objects.create(title=title, starts_at=due + 3 * DAY, ends_at=due + 3 * DAY + timedelta(hours=1),
                             is_cancelled=is_cancelled)  # fmt: skip

    assert compose_for("all", due) is None
    said = str(compose_for("dates", due))
    assert "Cancelled: Drop-in" in said
    assert "07:00 to 08:00" in said


def test_every_kind_is_on_one_list_and_on_everything(home):
    for _kind, feed in syndicated_kinds():
        on = [one.slug for one in letter_lists() if feed in feeds_on(one.slug)]
        assert len(on) == 2, feed.heading
        assert "everything" in on


def test_a_choice_is_noted_down_in_one_way(home):
    assert normalise_lists(["dates", "all", "all", "states:1"]) == "all+dates"
    assert normalise_lists(["all", "everything"]) == "everything"
    assert chosen_lists("all+dates") == ("all", "dates")


def test_no_list_is_about_a_state_of_mind(home, client, due):
    assert not any("state" in one.slug for one in letter_lists())
    page = client.get("/by-email/").content.decode()
    assert "We do not send states of mind by e-mail" in page
    assert "A private address is welcome." in page


def test_addresses_that_differ_in_capitals_are_one(home):
    subscribe("all", email="Reader9@x.example")

    with pytest.raises(IntegrityError), transaction.atomic():
        subscribe("guardian")
    assert Subscription.objects.at(" reader9@X.example").count() == 1


# The rows of the version before, and what becomes of them.


@pytest.fixture
def joined(home):
    """Rows of one list each, as they were, put through the migration's own function."""
    migration = MigrationExecutor(connection).loader.get_migration("digest", "0004_one_row_a_person")
    apps = MigrationExecutor(connection).loader.project_state([("digest", "0004_one_row_a_person")]).apps
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_subscription_an_address")
    old = apps.get_model("digest", "Subscription")
    for email, path in (
        ("Reader9@x.example", "everything"),
        (ADDRESS, "states:3"),
        ("b@x.example", "guardian"),
        ("b@x.example", "all"),
        ("low@x.example", "states:4"),
    ):
        old.objects.create(email=email, path=path, token=f"{email}-{path[:3]}-token-of-old")
    mood = Digest.objects.create(path="states:4", until=timezone.now())
    Delivery.objects.create(digest=mood, subscription=Subscription.objects.get(email="low@x.example"))
    migration.operations[-1].code(apps, None)
    DigestSettings.objects.update_or_create(defaults={"is_on": True})


def test_rows_of_one_person_become_one_and_no_state_stays(joined):
    rows = set(Subscription.objects.values_list("email", "lists", "owes_last_letter"))

    assert None not in Subscription.objects.values_list("written_until", flat=True)
    assert rows == {
        ("Reader9@x.example", "everything", True),
        ("b@x.example", "all+guardian", False),
        ("low@x.example", "", True),
    }
    assert not Digest.objects.filter(path__startswith="states").exists()
    assert "states" not in str(list(Subscription.objects.values()))


def test_the_link_of_every_old_letter_still_unsubscribes(joined, client):
    answer = client.post("/by-email/leave/b@x.example-all-token-of-old/", {"List-Unsubscribe": "One-Click"})

    assert "We have deleted your address." in answer.content.decode()
    assert not Subscription.objects.filter(email="b@x.example").exists()


def test_who_got_a_state_is_told_once_why_it_ended_and_offered_the_rest(joined, client):
    assert (send_last_letters(), send_last_letters()) == (2, 0)

    told = {message.to[0]: message.body for message in mail.outbox}
    assert set(told) == {"Reader9@x.example", "low@x.example"}
    assert "an employer can read a work mailbox" in told["low@x.example"]
    assert "We have deleted your address." in told["low@x.example"]
    assert "You still get" in told["Reader9@x.example"]
    assert not Subscription.objects.filter(email="low@x.example").exists()

    links = [row for row in told["low@x.example"].splitlines() if "/confirm/" in row]
    client.post(links[0].removeprefix("http://testserver"))
    assert Subscription.objects.get(email="low@x.example").lists == "everything"
