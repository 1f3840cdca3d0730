"""Guessing passwords gets no one far, locks no one else out, and tells no one who has a log-in."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client
from django_tasks_db.models import DBTaskResult
from signing_in import PASSWORD, sign_in

from recalibrate.core.models import User
from recalibrate.sign_in.tasks import send_reset_mails
from recalibrate.sign_in.views import SIGN_IN
from recalibrate.web.rate_limit import count_attempt


@pytest.fixture(autouse=True)
def _throttled(settings, db):
    settings.AXES_ENABLED = True
    settings.PROXY_COUNT = 1


def guess(client: Client, forwarded: str, username: str = "edda", password: str = "wrong"):  # noqa: S107
    there = {"username": username, "password": password}
    return client.post("/admin/login/", there, headers={"X-Forwarded-For": forwarded})


def test_eight_guesses_lock_one_log_in_for_one_address_behind_the_proxy(client, editor):
    statuses = [guess(client, "198.51.100.1").status_code for _ in range(9)]

    assert statuses[:7] == [200] * 7
    assert statuses[8] == 429
    assert guess(client, "198.51.100.1", password=PASSWORD).status_code == 429
    assert guess(client, "198.51.100.2", password=PASSWORD).status_code == 302


def test_a_forged_forwarded_header_neither_evades_nor_locks_out_others(client, editor):
    statuses = [guess(client, f"203.0.113.{n}, 198.51.100.1").status_code for n in range(9)]

    assert statuses[8] == 429
    assert not AccessAttempt.objects.filter(ip_address__startswith="203.").exists()
    assert guess(client, "203.0.113.3", password=PASSWORD).status_code == 302


def test_one_address_cannot_try_one_password_on_everybody(client, home):
    for _ in range(SIGN_IN.times):
        count_attempt(SIGN_IN, "198.51.100.1")

    assert guess(client, "198.51.100.1", "anybody").status_code == 429
    assert guess(client, "198.51.100.2", "anybody").status_code == 200


def test_the_words_are_the_same_whether_a_log_in_exists_or_not(client, editor):
    User.objects.create_user("gone", password=PASSWORD, is_active=False)
    answers = {
        (answer.status_code, answer.context["form"].non_field_errors().as_text())
        for name, password in (("edda", "wrong"), ("nobody", PASSWORD), ("gone", PASSWORD))
        for answer in [guess(client, "198.51.100.1", name, password)]
    }
    locked = {
        guess(client, "198.51.100.9", name).content
        for name in ("edda", "nobody")
        for _ in range(9)
        if guess(client, "198.51.100.9", name).status_code == 429
    }

    assert len(answers) == 1
    assert len(locked) == 1


def test_a_password_is_hashed_whether_a_log_in_exists_or_not(client, editor, monkeypatch):
    hashed = []
    real = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args, **kw: hashed.append(1) or real(self, *args, **kw)
    )
    counts = []
    for name in ("edda", "nobody"):
        hashed.clear()
        guess(client, "198.51.100.1", name)
        counts.append(len(hashed))

    assert counts == [1, 1]


def test_asking_for_a_new_password_says_and_does_the_same_for_everybody(client, editor):
    answers = [
        client.post("/admin/password_reset/", {"email": email})
        for email in ("edda@trust.example", "no@b.example")
    ]

    assert [answer["Location"] for answer in answers] == ["/admin/password_reset/done/"] * 2
    assert mail.outbox == []
    left = DBTaskResult.objects.filter(task_path=send_reset_mails.module_path).order_by("enqueued_at")
    tasks = [row.args_kwargs["args"] for row in left]
    assert tasks == [[[editor.pk]], [[]]]

    send_reset_mails.call(users=[editor.pk])
    assert mail.outbox[0].to == ["edda@trust.example"]
    assert "http://testserver/admin/password_reset/confirm/" in mail.outbox[0].body


def test_a_new_password_does_not_make_the_second_step_unnecessary(client, editor, phone):
    send_reset_mails.call(users=[editor.pk])
    link = mail.outbox[0].body.split("http://testserver")[1].split()[0]
    form = client.get(link, follow=True)
    new = "another long password"
    client.post(form.request["PATH_INFO"], {"new_password1": new, "new_password2": new})

    assert sign_in(client, password=new)["Location"].startswith("/admin/second-step/")


@pytest.mark.parametrize("weak", ["short1", "edda@trust.example", "0123456789012345"])
def test_weak_passwords_are_refused(editor, weak):
    with pytest.raises(ValidationError):
        validate_password(weak, editor)


def test_limits_leave_no_trace_of_who_asked(client, editor):
    guess(client, "198.51.100.77", password=PASSWORD)

    assert "198.51.100.77" not in repr(caches["rate_limits"]._cache)
