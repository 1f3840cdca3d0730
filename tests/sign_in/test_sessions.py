"""Sessions end: after a while without a sign of life, after a shift, with the password, with the log-in."""

import time
from collections.abc import Callable
from errno import ENOSPC

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, OperationalError
from django.test import Client
from signing_in import PASSWORD, sign_in

from recalibrate.core.models import User


@pytest.fixture
def forward(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Move the clock by so many minutes."""
    began, moved = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: began() + moved[0])

    def move(minutes: float) -> None:
        moved[0] += minutes * 60

    return move


def arrives(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_a_session_ends_after_an_hour_in_which_nothing_happened(client, editor, forward):
    sign_in(client)
    forward(59)
    assert arrives(client)

    forward(61)

    answer = client.get("/admin/", follow=True)
    assert "nothing happened here for a while" in answer.text


def test_a_page_left_open_is_no_sign_of_life(client, editor, forward):
    sign_in(client)
    for _ in range(4):
        forward(20)
        client.post("/admin/editing-sessions/ping/wagtailcore/page/1/")

    assert not arrives(client)


def test_a_session_ends_after_twelve_hours_however_busy(client, editor, forward):
    sign_in(client)
    for _ in range(15):
        assert arrives(client)
        forward(50)

    assert "end of a long session" in client.get("/admin/", follow=True).text


def test_a_session_is_forgotten_with_its_browser(client, editor):
    answer = sign_in(client, remember="on")

    assert answer.cookies["sessionid"]["max-age"] == ""
    assert "remember" not in client.get("/admin/login/", follow=True).text.lower()


def test_a_new_password_ends_every_other_session(client, editor):
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)

    new = "another long password"
    fields = {"password-old_password": PASSWORD, "password-new_password1": new, "password-new_password2": new}
    profile = {
        "name_email-first_name": "Edda",
        "name_email-last_name": "E",
        "name_email-email": "e@t.example",
    }
    theme = {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    notes = {"theme-keyboard_shortcuts": "on"}
    client.post("/admin/account/", {**fields, **profile, **theme, **notes})

    editor.refresh_from_db()
    assert editor.check_password(new)
    assert arrives(client)
    assert not arrives(elsewhere)


def test_the_sessions_of_a_deactivated_log_in_end_at_once(client, editor):
    sign_in(client)
    User.objects.filter(pk=editor.pk).update(is_active=False)

    assert not arrives(client)


def test_on_a_full_disk_whoever_has_signed_in_still_reads(client, editor, forward, monkeypatch):
    sign_in(client)
    forward(2)  # so that the next request is to be noted in the session

    def no_room(*arguments: object, **options: object) -> None:
        raise OperationalError("database or disk is full") from OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(Session, "save", no_room)

    answer = client.get("/admin/")
    assert answer.status_code == 200
    assert "Cookie" in answer["Vary"]


def test_a_session_deleted_elsewhere_is_not_taken_for_a_full_disk(client, editor, forward, monkeypatch):
    sign_in(client)
    forward(2)

    def gone(*arguments: object, **options: object) -> None:
        raise DatabaseError("Forced update did not affect any rows.")

    monkeypatch.setattr(Session, "save", gone)

    assert client.get("/admin/").status_code == 400
