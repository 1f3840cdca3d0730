"""One state for each cause: what a mail server says to a connection, to a sender and about a recipient."""

from datetime import timedelta
from email import message_from_string
from itertools import count

import pytest
from django.utils import timezone

from benchmarks.smtp_server import MailServer, serving
from recalibrate.digest.bounces import record_report, remove_some
from recalibrate.digest.models import Delivery, Digest, Removal, State, Subscription
from recalibrate.digest.send import send_due_deliveries
from recalibrate.mail import server_status as state
from recalibrate.mail.smtp_backend import SmtpEmailBackend
from recalibrate.operations.health.mail import check_mail as look_at_mail

MANY = 400


@pytest.fixture
def smtp(settings, home):
    settings.MAIL_TRANSPORT = "recalibrate.mail.smtp_backend.SmtpEmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1

    def use(port):
        settings.EMAIL_PORT = port

    return use


def make(number, *, until=None):
    """A digest to so many subscribers, who are kept from one to the next."""
    missing = number - Subscription.objects.count()
    first = Subscription.objects.count()
    Subscription.objects.bulk_create(
        Subscription(email=f"s{n}@x.example", lists="all") for n in range(first, first + missing)
    )
    digest = Digest.objects.create(path="all", until=until or timezone.now(), subject="S", text="T", html="H")
    Delivery.objects.bulk_create(
        Delivery(digest=digest, subscription=one) for one in Subscription.objects.written_to()
    )
    return digest


def send(hours=0.0):
    return send_due_deliveries(timezone.now() + timedelta(hours=hours))


def states(digest):
    found = digest.deliveries.values_list("state", flat=True)
    return {each: list(found).count(each) for each in set(found)}


def counted():
    return sum(Subscription.objects.values_list("bounces", flat=True))


def gone(*names, words="550 5.1.1 no such user"):
    return lambda to: words if to.split("@")[0] in names else "250 yes"


def test_a_relay_of_twenty_a_connection_gets_all_400_in_one_go(smtp):
    digest = make(MANY)
    with serving(MailServer(per_connection=20)) as server:
        smtp(server.port)

        assert send() == MANY
        assert len(set(server.recipients)) == len(server.taken) == MANY
    digest.refresh_from_db()
    assert (digest.sent, digest.failed, digest.uncertain, digest.given_up) == (MANY, 0, 0, 0)
    assert counted() == 0


def test_a_server_that_was_away_for_two_hours_and_then_says_later_once_costs_nobody_a_mail(smtp):
    digest = make(30)
    for minutes in range(0, 120, 20):
        assert send(minutes / 60) == 0
    asked = set()

    def later_once(to):
        return "250 yes" if to in asked else asked.add(to) or "451 4.7.1 greylisted"

    with serving(MailServer(recipient=later_once)) as server:
        smtp(server.port)
        assert send(3) == 0
        assert states(digest) == {State.WAITING: 30}
        assert send(4) == 30
    assert counted() == 0


def test_what_was_not_handed_over_waits_and_nothing_of_it_is_counted(smtp):
    digest = make(3)
    send()

    assert states(digest) == {State.WAITING: 3}
    assert set(digest.deliveries.values_list("attempts", "claim")) == {(0, "")}
    assert state.trouble().trouble == "connection"


@pytest.mark.parametrize(
    "faults",
    [
        {"sender": lambda to: "550 5.7.1 you are not allowed"},
        {"sender": lambda to: "553 sender rejected"},
        {"recipient": lambda to: "554 5.7.1 relay access denied"},
        {"recipient": lambda to: "550 relaying denied"},
        {"recipient": lambda to: "550 5.1.1 no such user"},  # all of them at once?
        {"body": lambda to: "554 5.7.1 that looks like spam"},
        {"body": lambda to: "550 5.1.1 not here"},
        {"greeting": "554 5.7.1 go away"},
    ],
    ids=["sender", "sender-no-status", "relay", "relay-no-status", "all-gone", "spam", "late", "greeting"],
)
def test_three_digests_that_are_refused_to_us_delete_nobody_and_raise_an_alarm(smtp, faults):
    with serving(MailServer(**faults)) as server:
        smtp(server.port)
        for week in range(3):
            digest = make(30, until=timezone.now() + timedelta(days=week))
            for hours in (0, 2, 5, 12):
                assert send(24 * week + hours) == 0
            assert states(digest) == {State.WAITING: 30}

    assert Subscription.objects.count() == 30
    assert counted() == 0
    finding = look_at_mail(timezone.now() + timedelta(hours=1))
    assert finding.verdict == "act"


def test_a_refused_batch_is_stopped_before_everybody_was_asked_and_goes_out_when_all_is_well(smtp):
    digest = make(100)
    refusing = MailServer(body=lambda to: "554 5.7.1 no")
    with serving(refusing) as server:
        smtp(server.port)
        send()
        assert server.asked["DATA"] == 10
        digest.refresh_from_db()
        assert digest.trouble.startswith("554 5.7.1")

        refusing.body = lambda to: "250 yes"
        assert send(1.1) == 90
        assert send(5) == 10
    digest.refresh_from_db()
    assert (digest.trouble, digest.sent) == ("", 100)


def test_only_an_address_that_there_is_not_is_counted_and_only_by_its_own_answer(smtp):
    digest = make(30)
    answers = {
        "s1": "550 5.1.1 no such user",
        "s2": "552 5.2.2 mailbox full",
        "s3": "550 5.7.1 by our rules",
        "s4": "550 5.1.8 bad sender",
        "s5": "550 no",
        "s6": "451 4.3.0 later",
    }
    with serving(MailServer(recipient=lambda to: answers.get(to.split("@")[0], "250 yes"))) as server:
        smtp(server.port)
        assert send() == 24

    assert states(digest) == {State.SENT: 24, State.FAILED: 1, State.WAITING: 5}
    blamed = Subscription.objects.filter(bounces__gt=0)
    assert [(one.email, one.bounces, one.refused_with) for one in blamed] == [("s1@x.example", 1, "5.1.1")]


def test_a_mail_that_is_taken_wipes_out_what_was_counted(smtp):
    make(20)
    Subscription.objects.filter(email="s1@x.example").update(bounces=2, refused_with="5.1.1")
    with serving() as server:
        smtp(server.port)
        send()

    assert counted() == 0


def test_a_mail_that_nobody_took_for_five_days_is_given_up_and_nobody_is_blamed(smtp):
    digest = make(3, until=timezone.now() - timedelta(days=4))
    send()
    send(25)

    digest.refresh_from_db()
    assert (digest.given_up, digest.failed) == (3, 0)
    assert counted() == 0


def test_a_connection_that_breaks_after_the_whole_mail_leaves_one_perhaps_sent(smtp):
    digest = make(30)
    answers = iter(["250 yes", "250 yes", None])
    with serving(MailServer(body=lambda to: next(answers, "250 yes"))) as server:
        smtp(server.port)

        assert send() == 29
        assert len(set(server.recipients)) == len(server.taken) == 30
    assert states(digest) == {State.SENT: 29, State.UNCERTAIN: 1}


@pytest.mark.parametrize("where", ["sender", "recipient"])
def test_a_connection_that_breaks_before_the_mail_leaves_none_perhaps_sent(smtp, where):
    digest = make(30)
    number = count()
    with serving(MailServer(**{where: lambda to: None if next(number) == 5 else "250 yes"})) as server:
        smtp(server.port)

        assert send() == 30
        assert len(set(server.recipients)) == 30
    assert states(digest) == {State.SENT: 30}


class TakenOver(SmtpEmailBackend):
    """This worker stood still between RCPT and DATA; meanwhile its claim went to another."""

    def before_body(self, call):
        def stood_still():
            Delivery.objects.update(claim="another", claimed_at=timezone.now())
            call()

        super().before_body(stood_still)


def test_a_mail_of_another_worker_is_broken_off_before_it_leaves(smtp):
    digest = make(1)
    with serving() as server:
        smtp(server.port)
        assert send_due_deliveries(timezone.now(), connection=TakenOver()) == 0
        assert (server.asked["DATA"], server.taken) == (1, [])
    assert states(digest) == {State.WAITING: 1}


def test_addresses_that_are_gone_are_counted_although_they_are_the_oldest(smtp):
    """Ten in a row at the beginning would look like a server that refuses us."""
    make(100)
    dead = [f"s{number}" for number in range(10)]
    with serving(MailServer(recipient=gone(*dead))) as server:
        smtp(server.port)
        assert send() == 90

    assert counted() == 10


def test_machines_delete_five_in_a_hundred_a_week_and_the_rest_waits_for_a_person(smtp):
    make(100)
    Subscription.objects.filter(pk__in=Subscription.objects.values("pk")[:12]).update(bounces=2)
    dead = [one.email.split("@")[0] for one in Subscription.objects.filter(bounces=2)]
    with serving(MailServer(recipient=gone(*dead))) as server:
        smtp(server.port)
        send()
        assert (Subscription.objects.count(), Subscription.objects.refused().count()) == (95, 7)

        asked = server.asked["RCPT"]
        next_one = make(95, until=timezone.now() + timedelta(days=1))
        send()
        assert server.asked["RCPT"] - asked == next_one.deliveries.count() == 88, "they get no mail meanwhile"
    assert remove_some(timezone.now() + timedelta(days=6)) == 0
    assert remove_some(timezone.now() + timedelta(days=8)) == 4
    assert Removal.objects.count() == 4


def test_among_few_subscribers_machines_delete_nobody(home):
    make(19)
    Subscription.objects.update(bounces=3)

    assert remove_some(timezone.now()) == 0


@pytest.mark.parametrize(
    ("status", "is_counted"),
    [("5.1.1", True), ("5.1.2", True), ("5.1.10", True), ("5.1.8", False), ("5.7.1", False), ("5.2.2", False),
     ("5.2.1", False), ("4.1.1", False), ("5.0.0", False), ("", False)],
)  # fmt: skip
def test_a_report_counts_only_when_it_says_that_there_is_no_such_address(home, status, is_counted):
    make(2)

    assert record_report(message_from_string(REPORT.format(status))) == int(is_counted)
    assert Subscription.objects.filter(bounces=1).count() == int(is_counted)


REPORT = """Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x
Content-Type: text/plain

No.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; S1@x.example
Action: failed
Status: {}
--x--
"""
