"""All who can publish show a code from their phone; until then no address of the admin answers them."""

import html
import re
from base64 import b32decode

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from every_address import of_the_admin
from signing_in import PASSWORD, Phone, sign_in
from wagtail.models import ModelLogEntry

from recalibrate.core.models import User
from recalibrate.home.roles import CONTRIBUTOR
from recalibrate.sign_in.second_step import renew_backup_codes

# What answers before someone has arrived: the way in, the way out, and what those pages are drawn with.
BEFORE = re.compile(r"/admin/(login|invitation|second-step|password_reset|sprite|jsi18n)/")


@pytest.fixture
def required(settings) -> None:
    settings.SECOND_STEP = "required"


def arrives(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def key_shown(page: str) -> str:
    shown = re.search(r'second-step__key">([A-Z2-7 ]+)<', page)
    assert shown
    return b32decode(shown[1].replace(" ", "")).hex()


def test_password_and_code_together_sign_in(client: Client, editor: User, phone: Phone):
    answer = sign_in(client, next="/admin/pages/")
    assert answer["Location"] == "/admin/second-step/?next=%2Fadmin%2Fpages%2F"
    before = client.session.session_key

    answer = client.post("/admin/second-step/", {"code": phone.code, "next": "/admin/pages/"})

    assert answer["Location"] == "/admin/pages/"
    assert arrives(client)
    assert client.session.session_key != before


@pytest.mark.parametrize("setting", ["required", "offered"])
def test_no_address_of_the_admin_answers_after_the_password_alone(client: Client, phone, settings, setting):
    settings.SECOND_STEP = setting
    sign_in(client)

    answered = {
        url: response.status_code
        for url in of_the_admin()
        if not BEFORE.match(url)
        and (response := client.get(url)).status_code not in (404, 405)
        and not response.get("Location", "").startswith("/admin/login/?next=")
    }

    assert len(of_the_admin()) > 300
    assert answered == {}


def test_the_code_is_asked_for_wherever_someone_signs_in_from(client: Client, phone: Phone):
    sign_in(client)

    assert client.get("/admin/login/?next=/admin/images/")["Location"].startswith("/admin/second-step/?next=")
    assert "userbar" not in client.get("/").text


def test_who_must_and_has_no_phone_is_led_to_set_one_up(client: Client, editor: User, required):
    sign_in(client)
    page = client.get("/admin/second-step/", follow=True)
    key = key_shown(page.text)

    codes = client.post("/admin/second-step/phone/", {"code": Phone(key).code})

    shown = re.findall(r"<code>([a-z2-7-]{19})</code>", codes.text)
    assert len(set(shown)) == 10
    assert arrives(client)
    assert codes["Cache-Control"].startswith("max-age=0")
    assert [message.to for message in mail.outbox] == [["edda@trust.example"]]
    assert not StaticToken.objects.filter(token__in=[code.replace("-", "")[:16] for code in shown]).exists()


def test_a_wrong_code_sets_up_nothing(client: Client, editor: User, required):
    sign_in(client)
    key_shown(client.get("/admin/second-step/phone/").text)

    answer = client.post("/admin/second-step/phone/", {"code": "000000"})

    assert "Your phone shows a different code" in answer.text
    assert not TOTPDevice.objects.exists()
    assert not arrives(client)


def test_the_code_that_set_the_phone_up_does_not_sign_in_again(client: Client, editor: User, required):
    sign_in(client)
    phone = Phone(key_shown(client.get("/admin/second-step/phone/").text))
    client.post("/admin/second-step/phone/", {"code": phone.code})
    another = Client()
    sign_in(another)

    another.post("/admin/second-step/", {"code": phone.code})

    assert not arrives(another)


def test_the_password_alone_does_not_replace_a_phone(client: Client, phone: Phone):
    sign_in(client)

    assert client.get("/admin/second-step/phone/")["Location"].startswith("/admin/second-step/?next=")
    assert client.get("/admin/second-step/codes/").status_code == 302


def test_a_computer_left_alone_sets_up_nobodys_phone(client: Client, editor: User):
    sign_in(client)
    phone = Phone(key_shown(client.get("/admin/second-step/phone/").text))

    refused = client.post("/admin/second-step/phone/", {"code": phone.code, "password": "a guess"})
    assert "That is not your password." in refused.text
    assert not TOTPDevice.objects.exists()

    client.post("/admin/second-step/phone/", {"code": phone.code, "password": PASSWORD})
    assert TOTPDevice.objects.filter(user=editor, confirmed=True).count() == 1


def test_a_code_works_once(client: Client, phone: Phone):
    sign_in(client)
    client.post("/admin/second-step/", {"code": phone.code})
    another = Client()
    sign_in(another)

    another.post("/admin/second-step/", {"code": phone.code})
    assert not arrives(another)


def test_guesses_take_longer_and_longer(client: Client, phone: Phone):
    sign_in(client)
    client.post("/admin/second-step/", {"code": "000000"})

    answer = client.post("/admin/second-step/", {"code": phone.code})

    assert "Too many tries" in answer.text
    assert not arrives(client)


def test_a_backup_code_signs_in_once_however_it_is_typed(client: Client, editor: User, phone: Phone):
    code = renew_backup_codes(editor)[3]
    sign_in(client)

    client.post("/admin/second-step/", {"code": f" {code.upper()} "})
    assert arrives(client)
    assert "You have 9 left" in mail.outbox[-1].body

    another = Client()
    sign_in(another)
    another.post("/admin/second-step/", {"code": code})
    assert not arrives(another)


def test_a_backup_code_of_someone_else_is_worth_nothing(client: Client, editor: User, phone: Phone):
    other = User.objects.create_user("otto", password=PASSWORD)
    code = renew_backup_codes(other)[0]
    renew_backup_codes(editor)
    sign_in(client)

    client.post("/admin/second-step/", {"code": code})

    assert not arrives(client)


def test_new_backup_codes_are_made_for_who_shows_a_code(client: Client, editor: User, phone: Phone):
    old = renew_backup_codes(editor)[0]
    sign_in(client)
    client.post("/admin/second-step/", {"code": phone.code})
    phone.wait()

    page = client.post("/admin/second-step/codes/", {"code": phone.code})

    assert len(re.findall(r"<code>", page.text)) == 10
    another = Client()
    sign_in(another)
    another.post("/admin/second-step/", {"code": old})
    assert not arrives(another)


def test_a_colleague_removes_a_lost_phone_and_its_sessions_end(client, editor, phone, admin_client, required):
    sign_in(client)
    client.post("/admin/second-step/", {"code": phone.code})
    assert arrives(client)
    admin = User.objects.get(username="admin")
    Phone(TOTPDevice.objects.create(user=admin).key)
    session = admin_client.session
    session["otp_device_id"] = TOTPDevice.objects.get(user=admin).persistent_id
    session.save()

    admin_client.post(f"/admin/users/{editor.pk}/second-step/")

    assert not arrives(client)
    assert not TOTPDevice.objects.filter(user=editor).exists()
    assert ModelLogEntry.objects.filter(action="sign_in.reset", user=admin, object_id=editor.pk).exists()
    assert mail.outbox[-1].to == ["edda@trust.example"]


def test_nobody_removes_their_own_or_an_administrators_or_without_the_permission(client, editor, admin_user):
    client.force_login(editor)
    assert client.post(f"/admin/users/{admin_user.pk}/second-step/").status_code == 302
    assert client.post(f"/admin/users/{editor.pk}/second-step/").status_code == 302

    assert not ModelLogEntry.objects.filter(action="sign_in.reset").exists()


def test_whoever_runs_the_site_removes_it_by_command(editor: User, phone: Phone):
    call_command("reset_second_step", "edda", verbosity=0)

    assert not TOTPDevice.objects.exists()
    with pytest.raises(CommandError, match="No one signs in as nobody"):
        call_command("reset_second_step", "nobody")


def test_who_can_only_hand_in_needs_none_and_a_new_role_does(client: Client, home, required):
    user = User.objects.create_user("cosmo", password=PASSWORD)
    user.groups.add(Group.objects.get(name=CONTRIBUTOR))
    sign_in(client, "cosmo")
    assert arrives(client)

    user.groups.add(Group.objects.create(name="Whatever a Trust adds"))

    assert not arrives(client)


def test_nothing_is_asked_where_it_is_only_offered(client: Client, editor: User):
    sign_in(client)

    assert arrives(client)
    assert "Set up a second step" in client.get("/admin/account/").text


def test_the_way_on_never_leads_to_another_site(client: Client, phone: Phone):
    sign_in(client)

    answer = client.post("/admin/second-step/", {"code": phone.code, "next": "https://evil.example/"})

    assert answer["Location"] == "/admin/"


def test_who_is_half_signed_in_can_leave(client: Client, phone: Phone):
    sign_in(client)

    client.post("/admin/second-step/leave/")

    assert "sessionid" not in {name for name, morsel in client.cookies.items() if morsel.value}
    assert client.get("/admin/second-step/")["Location"].startswith("/admin/login/")


def test_on_the_phone_itself_a_link_says_what_the_picture_says(client, editor):
    client.force_login(editor)

    page = client.get("/admin/second-step/phone/")

    link = re.search(r'href="(otpauth://[^"]+)"', page.content.decode())
    assert link
    assert html.unescape(link[1]) == page.context["otpauth"]
    assert page.context["key"].replace(" ", "") in link[1]
