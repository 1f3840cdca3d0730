"""Making and sending digests."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone
from factories import PostPageFactory

from recalibrate.digest import issue
from recalibrate.digest.issue import Edition, due_at, make_digest, make_due
from recalibrate.digest.models import Delivery, DigestSettings, State, Subscription
from recalibrate.digest.send import claim_deliveries, send_due_deliveries

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def digest(home):
    """One post and three subscribers; not sent yet."""
    PostPageFactory(title="Rest", sensitivity=3, content_note="Talks about suicide.")
    long_ago = timezone.now() - timedelta(days=30)
    for number in range(3):
        Subscription.objects.create(email=f"s{number}@x.example", lists="all", confirmed_at=long_ago)
    until = timezone.now() + timedelta(seconds=1)
    everybody = Subscription.objects.values_list("pk", flat=True)
    return make_digest(Edition("all", until - timedelta(days=7), until), list(everybody))


def local(moment):
    return datetime.fromisoformat(moment).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-26T08:00", "2026-11-26T07:00"),  # a Thursday
        ("2026-11-26T06:59", "2026-11-19T07:00"),
        ("2026-11-25T23:00", "2026-11-19T07:00"),
        ("2026-10-29T07:00", "2026-10-29T07:00"),  # the week in which clocks go back
    ],
)
def test_a_digest_is_due_at_the_same_local_hour_each_week(now, due):
    assert due_at(local(now), 3, 7) == local(due)


def test_each_list_is_made_once_a_week_and_only_while_switched_on(home):
    PostPageFactory()
    Subscription.objects.create(email="a@x.example", lists="all", confirmed_at=timezone.now())
    now = due_at(timezone.now(), 3, 7) + timedelta(days=7, hours=1)

    assert make_due(now) == []
    DigestSettings.objects.update_or_create(defaults={"is_on": True})
    assert len(make_due(now)) == 1
    assert make_due(now) == []
    assert make_due(now + timedelta(days=3)) == []
    assert Delivery.objects.count() == 1


def test_every_mail_says_how_to_leave_with_one_click_and_loads_nothing(digest):
    assert send_due_deliveries(timezone.now()) == 3

    sent = mail.outbox[0]
    leave = Subscription.objects.get(email=sent.to[0]).leave_path()
    html = sent.alternatives[0].content
    assert sent.extra_headers["List-Unsubscribe"] == f"<http://testserver{leave}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave in sent.body
    assert leave in html
    assert "/by-email/change/" in sent.body
    assert issue.LEAVE_URL not in sent.body + html
    assert issue.CHANGE_URL not in sent.body + html
    assert sent.extra_headers["List-Id"] == "<weekly.testserver>"
    assert sent.extra_headers["X-Auto-Response-Suppress"] == "All"
    assert "<img" not in html
    assert "utm_" not in html
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 3


def test_level_3_comes_with_its_note_and_without_its_text(digest):
    assert "Talks about suicide." in digest.text
    assert "The long of it." not in digest.text + digest.html


def test_a_second_run_sends_nothing_twice_and_counts(digest):
    send_due_deliveries(timezone.now())
    send_due_deliveries(timezone.now())

    digest.refresh_from_db()
    assert len(mail.outbox) == digest.sent == 3
    assert digest.finished_at


def test_who_leaves_before_the_mail_is_sent_gets_none(digest):
    Subscription.objects.first().delete()

    assert send_due_deliveries(timezone.now()) == 2


def test_two_workers_never_hold_the_same_mail(digest):
    now = timezone.now()

    assert {d.pk for d in claim_deliveries(now)} & {d.pk for d in claim_deliveries(now)} == set()


def test_an_interrupted_mail_is_not_sent_again_where_that_would_be_twice(digest):
    long_ago = timezone.now() - timedelta(hours=1)
    Delivery.objects.filter(pk=Delivery.objects.first().pk).update(state=State.SENDING, claimed_at=long_ago)

    send_due_deliveries(timezone.now())

    digest.refresh_from_db()
    assert (digest.sent, digest.uncertain) == (2, 1)


def test_an_editor_sees_counts_and_a_preview(digest, admin_client):
    page = admin_client.get("/admin/digest/?list=everything").content.decode()
    html = admin_client.get("/admin/digest/preview/everything/").content.decode()

    assert "Recalibrate: one thing this week" in page
    assert "Rest" in html
    assert admin_client.get("/admin/digest/?list=nothing").status_code == 404


def test_others_do_not(digest, client):
    assert client.get("/admin/digest/").status_code == 302
