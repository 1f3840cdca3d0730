"""A colleague is invited by a link that they finish themselves: it lasts a week, works once and gives no more."""

import re
import time
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from recalibrate.core.models import User
from recalibrate.home.roles import APART, CONTRIBUTOR, EDITOR, ONLY_BY_ADMINISTRATORS, OPERATOR
from recalibrate.sign_in.invitations import is_waiting
from recalibrate.sign_in.tasks import send_invitation

INVITE, USERS = "/admin/users/invite/", "/admin/users/"
CHOSEN = {
    "username": "nell", "first_name": "Nell", "last_name": "Moss",
    "new_password1": "a chair by the window", "new_password2": "a chair by the window",
}  # fmt: skip


@pytest.fixture
def operator(home: Any) -> User:
    user = User.objects.create_user(
        "oda", "oda@fenwold.example", "its own words", first_name="Oda", last_name="Hale"
    )
    user.groups.add(Group.objects.get(name=OPERATOR))
    return user


@pytest.fixture
def desk(operator: User) -> Client:
    client = Client()
    client.force_login(operator)
    return client


def invite(desk: Client, *roles: str, email: str = "nell@fenwold.example") -> Any:
    groups = list(Group.objects.filter(name__in=roles).values_list("pk", flat=True))
    return desk.post(INVITE, {"email": email, "roles": groups})


def link_in_the_mail() -> str:
    """What the worker sends: the tasks that wait are done."""
    mail.outbox.clear()
    for row in DBTaskResult.objects.filter(task_path=send_invitation.module_path):
        send_invitation.call(*row.args_kwargs["args"])
        row.delete()
    found = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def test_a_colleague_chooses_their_own_password_and_is_in_with_the_roles_they_were_given(client, desk):
    assert invite(desk, CONTRIBUTOR)["Location"] == USERS
    link = link_in_the_mail()
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["nell@fenwold.example"], "Oda Hale invites you to Recalibrate")
    assert "Your role: Contributor." in letter.body

    assert 'value="nell"' in client.get(link).content.decode()
    answer = client.post(link, CHOSEN)

    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    nell = User.objects.get(username="nell")
    assert nell.check_password("a chair by the window")
    assert [group.name for group in nell.groups.all()] == [CONTRIBUTOR]


def test_a_link_works_once_and_for_a_week(client, desk, monkeypatch):
    invite(desk, CONTRIBUTOR)
    link = link_in_the_mail()
    began = time.time
    monkeypatch.setattr(time, "time", lambda: began() + 8 * 86_400)
    late = client.get(link)
    assert (late.status_code, "This link has expired" in late.content.decode()) == (410, True)
    monkeypatch.setattr(time, "time", lambda: began() + 6 * 86_400)
    assert client.get(link).status_code == 200  # looking, as mail programs do, uses nothing up
    client.post(link, CHOSEN)

    again = Client().post(link, CHOSEN | {"username": "mine"})

    assert again.status_code == 410
    assert not User.objects.filter(username="mine").exists()


@pytest.mark.parametrize("spoil", [lambda link: link[:-3] + "x/", lambda link: link.replace(":", ".", 1)])
def test_a_link_that_was_made_up_opens_nothing(client, desk, spoil):
    invite(desk, CONTRIBUTOR)

    assert client.get(spoil(link_in_the_mail())).status_code in (404, 410)


def test_another_invitation_ends_the_one_before(client, desk):
    invite(desk, CONTRIBUTOR)
    first = link_in_the_mail()
    nell = User.objects.get(username="nell")
    assert "Invite again" in desk.get(USERS).content.decode()

    desk.post(reverse("invite-again", args=[nell.pk]))

    assert client.get(first).status_code == 410
    assert client.get(link_in_the_mail()).status_code == 200


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": "somebody@else.example"}])
def test_a_link_ends_with_what_it_was_for(client, desk, change):
    invite(desk, CONTRIBUTOR)
    link = link_in_the_mail()
    User.objects.filter(username="nell").update(**change)

    assert client.get(link).status_code == 410


@pytest.mark.parametrize("role", sorted(ONLY_BY_ADMINISTRATORS))
def test_only_roles_that_the_inviter_may_give_are_offered_and_taken(desk, role):
    assert f" {role}" not in desk.get(INVITE).content.decode().split("<form")[-1]
    invite(desk, role)

    assert not User.objects.filter(email="nell@fenwold.example").exists()


@pytest.mark.parametrize("pair", APART, ids=lambda pair: "+".join(sorted(pair)))
def test_roles_that_must_not_meet_are_given_to_nobody_by_an_invitation(desk, pair):
    invite(desk, *pair)

    assert not User.objects.filter(email="nell@fenwold.example").exists()


@pytest.mark.parametrize("email", ["ODA@fenwold.example", "not an address", ""])
def test_who_is_here_already_is_not_invited(desk, email):
    answer = invite(desk, CONTRIBUTOR, email=email)

    assert answer.status_code == 200
    assert User.objects.count() == 2 - (not User.objects.filter(username="contributor-desk").exists())


def test_nobody_else_invites(client, operator):
    editor = User.objects.create_user("edda", password="its own words")
    editor.groups.add(Group.objects.get(name=EDITOR))
    client.force_login(editor)

    assert client.get(INVITE).status_code == client.post(INVITE).status_code == 302
    assert client.post(reverse("invite-again", args=[operator.pk])).status_code == 302


def test_an_invited_editor_goes_on_to_the_second_step(client, desk, settings):
    invite(desk_of_root(), EDITOR)
    settings.SECOND_STEP = "required"

    answer = client.post(link_in_the_mail(), CHOSEN)

    assert answer["Location"].startswith("/admin/second-step/")
    assert client.get("/admin/").status_code == 302


def desk_of_root() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", "root@fenwold.example", "its own words"))
    return client


@pytest.mark.parametrize(
    "wrong", [{"new_password2": "another chair"}, {"new_password1": "short", "new_password2": "short"},
              {"username": "ODA"}, {"first_name": ""}]
)  # fmt: skip
def test_what_is_wrong_is_said_and_the_link_stays_good(client, desk, wrong):
    invite(desk, CONTRIBUTOR)
    link = link_in_the_mail()

    assert 'class="error' in client.post(link, CHOSEN | wrong).content.decode()
    assert client.post(link, CHOSEN).status_code == 302


def test_two_people_with_one_name_before_the_at_get_two_usernames(desk):
    invite(desk, CONTRIBUTOR, email="oda@elsewhere.example")

    assert User.objects.get(email="oda@elsewhere.example").username == "oda-2"


def test_the_list_says_what_everybody_is_and_when_they_were_last_here(
    desk, operator, django_assert_max_num_queries
):
    invite(desk, CONTRIBUTOR)
    for number in range(12):
        User.objects.create_user(f"more-{number}")

    with django_assert_max_num_queries(14):
        page = desk.get(USERS).content.decode()

    assert "Invited, has not come yet" in page
    assert re.search(r"<td[^>]*roles[^>]*>\s*Operator", page)
    assert re.search(r"last-here[^>]*>\s*\d+ \w+ 20\d\d, \d\d:\d\d", page)
    assert is_waiting(User.objects.get(username="nell"))
