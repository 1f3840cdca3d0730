"""Subscribing by double opt-in, and leaving."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from benchmarks.smtp_server import MailServer, serving
from recalibrate.digest.double_opt_in import MAILS_PER_MINUTE
from recalibrate.digest.mistyped import likely_address
from recalibrate.digest.models import DigestSettings, Subscription, SubscriptionRequest
from recalibrate.mail.outbox import send_outgoing

ADDRESS = "someone@staff.example"


@pytest.fixture(autouse=True)
def _digest_is_on(home):
    cache.clear()
    DigestSettings.objects.update_or_create(defaults={"is_on": True})


def ask(client, **more):
    return client.post("/by-email/", {"email": ADDRESS, "lists": ["guardian"]} | more)


def link(message, part):
    return re.search(rf"http://testserver(/by-email/{part}/\S+)", message.body)[1]


def test_an_address_is_stored_only_after_the_button_behind_the_link_is_pressed(client):
    ask(client)
    assert Subscription.objects.count() == 0

    url = link(mail.outbox[0], "confirm")
    client.get(url)
    assert Subscription.objects.count() == 0

    client.post(url)
    client.post(url)
    assert [(s.email, s.lists) for s in Subscription.objects.all()] == [(ADDRESS, "guardian")]


def test_nothing_tells_strangers_who_subscribes(client):
    first = ask(client).content
    client.post(link(mail.outbox[0], "confirm"))

    assert ask(client).content == first
    assert ask(client).content == first
    assert len(mail.outbox) == 2, "one until it is confirmed, and one an hour after that"


def test_the_form_cannot_be_used_to_flood_mailboxes_from_many_addresses(client, settings):
    settings.RATE_LIMITS = False  # as good as another address each time

    answers = [ask(client, email=f"a{n}@x.example").status_code for n in range(MAILS_PER_MINUTE + 1)]

    assert answers[-1] == 429
    assert len(mail.outbox) == MAILS_PER_MINUTE


def test_a_program_that_fills_everything_in_gets_an_answer_and_no_mail(client):
    assert ask(client, website="https://spam.example/").status_code == 200
    assert mail.outbox == []


@pytest.mark.parametrize(
    "wrong", [{"email": "no address"}, {"email": ""}, {"lists": []}, {"lists": ["states/nothing"]}]
)
def test_a_faulty_form_says_what_is_wrong(client, wrong):
    answer = ask(client, **wrong)

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "é"])
def test_a_forged_link_subscribes_nobody(client, token):
    assert client.post(f"/by-email/confirm/{token}/").status_code == 410
    assert Subscription.objects.count() == 0


def test_one_click_leaves_and_nothing_stays(client):
    subscription = Subscription.objects.create(email=ADDRESS, lists="guardian")

    answer = client.post(subscription.leave_path(), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Subscription.objects.count() == 0
    assert client.post(subscription.leave_path()).status_code == 200


def test_looking_at_the_page_leaves_no_list(client):
    subscription = Subscription.objects.create(email=ADDRESS, lists="guardian")

    assert client.get(subscription.leave_path()).status_code == 200
    assert Subscription.objects.count() == 1


def test_the_pages_set_no_cookie(client):
    for path in ("/by-email/", "/by-email/confirm/x/", "/by-email/leave/x/"):
        assert not client.get(path).cookies


def test_switched_off_there_is_no_form(client):
    DigestSettings.objects.update(is_on=False)

    assert client.get("/by-email/").status_code == 404


def test_a_second_wish_within_the_hour_joins_the_first(client):
    ask(client)
    ask(client, lists=["dates"])

    assert len(mail.outbox) == 1
    url = link(mail.outbox[0], "confirm")
    page = client.get(url).content.decode()
    assert "The Guardian of Safe Working Hours" in page
    assert "Dates: forums" in page
    client.post(url)
    assert Subscription.objects.get().lists == "guardian+dates"


def test_what_the_limit_held_up_goes_out_a_minute_later_with_both_wishes(client):
    cache.set("digest-asks", MAILS_PER_MINUTE, 60)
    assert ask(client).status_code == 429
    assert mail.outbox == []

    cache.delete("digest-asks")
    assert ask(client, lists=["dates"]).status_code == 200
    assert "- Dates: forums" in mail.outbox[0].body
    client.post(link(mail.outbox[0], "confirm"))
    assert Subscription.objects.get().lists == "guardian+dates"


def test_what_was_asked_for_is_kept_without_the_address_until_it_is_confirmed(client):
    ask(client)
    assert ADDRESS not in str(SubscriptionRequest.objects.values())

    client.post(link(mail.outbox[0], "confirm"))
    assert not SubscriptionRequest.objects.exists()


def test_a_link_that_was_pressed_says_what_is_so(client):
    ask(client)
    url = link(mail.outbox[0], "confirm")
    client.post(url)
    assert "You are subscribed" in client.post(url).content.decode()

    client.post(Subscription.objects.get().leave_path())
    assert client.post(url).status_code == 410
    assert not Subscription.objects.exists()


def test_choosing_more_later_adds_to_what_there_is_and_changing_replaces_it(client):
    theirs = Subscription.objects.create(email="Someone@Staff.example", lists="dates")
    ask(client)
    client.post(link(mail.outbox[0], "confirm"))
    theirs.refresh_from_db()
    assert theirs.lists == "guardian+dates"

    assert client.post(theirs.change_path(), {}).status_code == 422
    answer = client.post(theirs.change_path(), {"lists": ["picks"]})
    theirs.refresh_from_db()
    assert theirs.lists == "picks"
    assert "Worth reading elsewhere" in answer.content.decode()


def test_a_link_that_belongs_to_nobody_says_so(client):
    for path in ("leave", "change"):
        page = client.get(f"/by-email/{path}/{'x' * 22}/").content.decode()
        assert "This link is not in use" in page


@pytest.mark.parametrize(
    "said", ["550 5.1.1 no such user", "550 no", "451 4.7.1 later", "554 5.7.1 relay denied"]
)
def test_whatever_the_mail_server_says_the_answer_is_the_same_and_a_wish_is_tried_again(client, queued, said):
    server = MailServer(recipient=lambda to: said)
    with serving(server):
        queued(server.port)
        answer = ask(client)
        send_outgoing(timezone.now())
        assert server.asked["RCPT"] == 1

        assert answer.status_code == 200
        assert f"We are sending a link to {ADDRESS}." in answer.content.decode()
        assert ask(client).content == answer.content
        assert SubscriptionRequest.objects.get().lists == "guardian"
        server.recipient = lambda to: "250 yes"
        send_outgoing(timezone.now() + timedelta(hours=1))
        assert server.recipients == ([] if "5.1.1" in said else [ADDRESS])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a@nhs.ent", "a@nhs.net"), ("a@nsh.net", "a@nhs.net"), ("a@gmial.com", "a@gmail.com"),
        ("a@gmail.con", "a@gmail.com"), ("a@hotmail.co.k", "a@hotmail.co.uk"), ("A@GMAILL.com", "A@gmail.com"),
        ("a@nhs.net", ""), ("a@fenwold.nhs.uk", ""), ("a@he.com", ""), ("a@hospital.example", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_domain_one_slip_from_a_common_one_is_asked_about(typed, meant):
    assert likely_address(typed) == meant


def test_a_mistyped_domain_is_asked_about_once_before_anything_is_sent(client):
    asked = ask(client, email="a@gmial.com")
    assert asked.status_code == 422
    assert "Did you mean a@gmail.com?" in asked.content.decode()
    assert mail.outbox == []

    assert ask(client, email="a@gmial.com", as_typed="a@gmial.com").status_code == 200
    assert mail.outbox[0].to == ["a@gmial.com"]
