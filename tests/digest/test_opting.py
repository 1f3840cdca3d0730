"""Subscribing by double opt-in, and leaving."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from recalibrate.digest.double_opt_in import MAILS_PER_MINUTE
from recalibrate.digest.models import DigestSettings, Subscription

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
    assert len(mail.outbox) == 1


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
    assert "That did not work yet." in answer.content.decode()


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
