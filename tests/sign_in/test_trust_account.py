"""Signing in with the Trust’s own account: a real provider on this machine, and everything that can be wrong."""

import logging
import time
from collections.abc import Iterator
from typing import Any
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from signing_in import PASSWORD, sign_in
from trust_provider import CLIENT, SECRET, Provider, provider

from recalibrate.core.models import User
from recalibrate.sign_in import linking
from recalibrate.sign_in.models import TrustAccount

BEGIN, LINK = "/admin/login/trust/", "/admin/trust-account/"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with provider() as ours:
        yield ours


@pytest.fixture
def trust(home: Any, running: Provider, settings: Any) -> Provider:
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = (
        running.issuer,
        CLIENT,
        SECRET,
    )
    settings.OIDC_NAME = "the Fenwold account"
    running.says, running.calls_itself, running.refuses = {}, "", ""
    running.signs_with, running.is_down = "RS256", False
    return running


@pytest.fixture
def linked(editor: User, trust: Provider) -> User:
    TrustAccount.objects.create(user=editor, issuer=trust.issuer, subject="edda-at-the-trust")
    editor.set_unusable_password()
    editor.save()
    return editor


class Stays(HTTPRedirectHandler):
    def http_error_302(self, request: Any, answer: Any, code: int, message: str, headers: Any) -> Any:
        return answer


def at_the_provider(address: str) -> str:
    """What the provider’s page answers a browser: the address to come back to, without our host."""
    answer = build_opener(Stays).open(address)
    return str(answer.headers["Location"]).removeprefix("http://testserver")


def through_the_provider(client: Client, begin: str = BEGIN) -> Any:
    begun = client.get(begin)
    assert begun.status_code == 302, begun.content
    return client.get(at_the_provider(begun["Location"]))


def words(client: Client, answer: Any) -> str:
    assert answer.status_code == 302
    return client.get(answer["Location"], follow=True).content.decode()


def arrives(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_it_is_off_until_a_provider_is_named(client, editor):
    assert client.get(BEGIN).status_code == client.get(f"{BEGIN}answer/?code=a&state=b").status_code == 404
    assert "data-trust-account" not in client.get("/admin/login/").content.decode()
    client.force_login(editor)
    assert client.get(LINK).status_code == 404


def test_who_is_linked_signs_in_and_lands_where_they_meant_to(client, linked):
    page = client.get("/admin/login/?next=/admin/inbox/").content.decode()
    assert "Sign in with the Fenwold account" in page

    answer = through_the_provider(client, f"{BEGIN}?next=/admin/inbox/")

    assert answer["Location"] == "/admin/inbox/"
    assert arrives(client)
    assert set(linked.groups.values_list("name", flat=True)) == {"Editor"}


def test_nobody_is_led_elsewhere_after_signing_in(client, linked):
    assert through_the_provider(client, f"{BEGIN}?next=https://evil.example/")["Location"] == "/admin/"


WRONG = {
    "issuer": ({"iss": "https://login.elsewhere.example"}, "not meant for this site"),
    "audience": ({"aud": "another-site"}, "not meant for this site"),
    "audience among others": ({"aud": [CLIENT, "another-site"]}, "not meant for this site"),
    "audience of another with our name on it": (
        {"aud": "another-site", "azp": CLIENT},
        "not meant for this site",
    ),
    "nonce": ({"nonce": "of yesterday"}, "not meant for this site"),
    "no nonce": ({"nonce": None}, "not meant for this site"),
    "expired": ({"exp": int(time.time()) - 600}, "too old to count"),
    "no expiry": ({"exp": None}, "not meant for this site"),
    "not yet": ({"nbf": int(time.time()) + 6000}, "not meant for this site"),
    "nobody": ({"sub": None}, "not meant for this site"),
    "a number for a name": ({"sub": 7}, "not meant for this site"),
}


@pytest.mark.parametrize(("claims", "why"), WRONG.values(), ids=WRONG)
def test_an_answer_that_is_not_as_it_must_be_signs_nobody_in_and_says_so(client, linked, trust, claims, why):
    trust.says = claims

    assert why in words(client, through_the_provider(client))
    assert not arrives(client)


@pytest.mark.parametrize("signs_with", ["none", "HS256", "another key"])
def test_what_the_provider_has_not_signed_signs_nobody_in(client, linked, trust, signs_with):
    trust.signs_with = signs_with

    assert "not meant for this site" in words(client, through_the_provider(client))
    assert not arrives(client)


def test_a_provider_that_calls_itself_something_else_is_not_asked(client, linked, trust):
    trust.calls_itself = "https://login.elsewhere.example"

    assert "not meant for this site" in words(client, client.get(BEGIN))


def test_while_the_provider_is_down_one_signs_in_by_password(client, editor, trust, settings):
    trust.is_down = True
    assert "does not answer just now" in words(client, client.get(BEGIN))
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    assert "does not answer just now" in words(client, client.get(BEGIN))

    assert sign_in(client).status_code == 302
    assert arrives(client)


def test_a_provider_that_goes_down_half_way_is_told_too(client, linked, trust):
    back = at_the_provider(client.get(BEGIN)["Location"])
    trust.is_down = True

    assert "does not answer just now" in words(client, client.get(back))


def test_an_answer_counts_once_in_the_window_where_it_was_begun(client, linked, trust):
    back = at_the_provider(client.get(BEGIN)["Location"])

    assert "begun in another window" in words(Client(), Client().get(back)) or not arrives(Client())
    assert client.get(back).status_code == 302
    assert arrives(client)
    client.logout()
    assert "begun in another window" in words(client, client.get(back))
    assert not arrives(client)


def test_who_says_no_at_the_provider_is_told_so(client, linked, trust):
    trust.refuses = "access_denied"

    assert "You were not signed in with the Fenwold account" in words(client, through_the_provider(client))


def test_an_account_with_a_colleagues_address_is_not_the_colleague(client, linked, trust):
    trust.says = {"sub": "somebody-new", "email": linked.email, "email_verified": True}

    assert "No log-in here is used with that account" in words(client, through_the_provider(client))
    assert not arrives(client)


def test_another_address_at_the_trust_changes_nothing_here_and_is_said(client, linked, trust):
    trust.says = {"email": "edda.married@trust.example"}

    assert "edda.married@trust.example" in words(client, through_the_provider(client))
    linked.refresh_from_db()
    assert linked.email == "edda@trust.example"


@pytest.mark.parametrize(
    ("says", "owes"),
    [({}, True), ({"amr": ["pwd"]}, True), ({"amr": ["pwd", "mfa"]}, False), ({"acr": "level-2"}, False)],
)
def test_the_second_step_is_the_providers_where_it_says_so_and_else_ours(
    client, linked, trust, settings, says, owes
):
    settings.SECOND_STEP, settings.OIDC_SECOND_STEP_ACR, trust.says = "required", ["level-2"], says

    answer = through_the_provider(client)

    assert answer["Location"].startswith("/admin/second-step/") is owes
    assert arrives(client) is not owes
    client.logout()
    assert not arrives(client)


def test_whoever_left_the_trust_is_out_here_too(client, linked, trust):
    linked.set_password(PASSWORD)  # however it came to have one again
    linked.save()

    assert "sign in with that" in sign_in(client).content.decode()
    mail.outbox.clear()
    client.post("/admin/password_reset/", {"email": linked.email})
    assert not arrives(client)
    User.objects.filter(pk=linked.pk).update(is_active=False)
    assert "switched off" in words(client, through_the_provider(client))


def link_by_hand(client: Client, password: str = PASSWORD) -> Any:
    asked = client.post(LINK, {"password": password})
    assert asked.status_code == 200
    return through_the_provider(client, reverse("trust-account-go-on")) if password == PASSWORD else asked


def test_a_colleague_links_their_account_with_their_password_and_stays_signed_in(client, editor, trust):
    sign_in(client)
    assert "not your password" in link_by_hand(client, "wrong").content.decode()

    assert "From now on you sign in with the Fenwold account" in words(client, link_by_hand(client))

    assert arrives(client)
    editor.refresh_from_db()
    assert linking.is_linked(editor)
    assert not editor.has_usable_password()
    assert "account of the Trust" in mail.outbox[-1].body


def test_nothing_is_linked_without_the_password(client, editor, trust):
    sign_in(client)

    assert client.get(reverse("trust-account-go-on"))["Location"] == LINK
    assert not linking.is_linked(editor)


def test_one_account_is_not_linked_twice(client, linked, trust):
    other = User.objects.create_user("other", password=PASSWORD)
    other.groups.set(linked.groups.all())
    client.force_login(other)

    assert "used with another log-in" in words(client, link_by_hand(client))
    assert not linking.is_linked(other)


def test_the_last_administrator_keeps_a_password_for_the_day_the_provider_is_away(client, trust):
    root = User.objects.create_superuser("root", "r@trust.example", PASSWORD)
    client.force_login(root)

    assert "last administrator with a password" in words(client, link_by_hand(client))
    assert not linking.is_linked(root)


def test_no_log_of_a_refusal_holds_what_the_provider_said_of_someone(client, linked, trust, caplog):
    trust.says = {"aud": "another-site"}
    with caplog.at_level(logging.DEBUG, logger="recalibrate"):
        through_the_provider(client)

    assert "was not taken: untrusted" in caplog.text
    assert "edda" not in caplog.text


def test_an_administrator_unlinks_a_colleague(client, linked, trust):
    client.force_login(User.objects.create_superuser("root", "r@trust.example", PASSWORD))
    assert "Unlink from the Trust" in client.get("/admin/users/").content.decode()

    client.post(reverse("trust-account-unlink", args=[linked.pk]))

    assert not linking.is_linked(linked)
    assert "root unlinked your log-in from your account of the Trust" in mail.outbox[-1].body
