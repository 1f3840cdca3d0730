"""Every mail is a row until a mail server has taken it; only a worker talks to that server."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from factories import PostPageFactory
from wagtail.models import Workflow

from benchmarks.smtp_server import MailServer, dripping, serving, silence
from recalibrate.core.models import User
from recalibrate.digest.models import DigestSettings
from recalibrate.mail import server_status as state
from recalibrate.mail import smtp_backend
from recalibrate.mail.models import MailServer as KnownServer
from recalibrate.mail.models import OutgoingMail
from recalibrate.mail.outbox import claim_outgoing, send_outgoing
from recalibrate.mail.tasks import send_outgoing_mail

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db
TO = ["a@x.example", "b@x.example", "c@x.example"]


def write(*, to=TO, subject="Grüße", **more):
    EmailMessage(subject, "Käse\n.\nund Brot\n", to=[], bcc=to, **more).send()


def send(minutes=0):
    return send_outgoing(timezone.now() + timedelta(minutes=minutes))


def test_sending_a_mail_writes_a_row_and_leaves_a_task_and_asks_no_server(queued):
    with serving() as server:
        queued(server.port)
        assert send_mail("S", "T", None, ["a@x.example"]) == 1

        assert (server.connections, OutgoingMail.objects.count()) == (0, 1)
        task = DBTaskResult.objects.get(task_path=send_outgoing_mail.module_path)
        assert task.args_kwargs == {"args": [], "kwargs": {}}, "the task itself holds nothing of the mail"


def test_what_is_rolled_back_is_not_mailed(queued):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not OutgoingMail.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_each_recipient_gets_the_mail_as_it_was_written_and_nothing_of_it_stays(queued):
    mail = EmailMultiAlternatives("Grüße", "Käse\n.\nund Brot\n", to=["A <a@x.example>"], bcc=["b@x.example"])
    mail.attach_alternative("<p>Käse</p>", "text/html")
    with serving() as server:
        queued(server.port)
        mail.send()

        assert send() == 2
        assert server.recipients == ["a@x.example", "b@x.example"]
        assert server.connections == 1
        got = server.read(1)
        assert (got["Subject"], got["To"], got["Bcc"]) == ("Grüße", "A <a@x.example>", None)
        assert got.get_body(("plain",)).get_content() == "Käse\r\n.\r\nund Brot\r\n"
        assert got.get_body(("html",)).get_content() == "<p>Käse</p>"
    assert not OutgoingMail.objects.exists()


def test_one_address_that_is_refused_takes_nobody_elses_mail_with_it(queued):
    gone = MailServer(recipient=lambda to: "550 5.1.1 no such user" if to.startswith("b") else "250 yes")
    with serving(gone) as server:
        queued(server.port)
        write()

        assert send() == 2
        assert server.recipients == ["a@x.example", "c@x.example"]
    assert not OutgoingMail.objects.exists(), "an address that there is not is not asked again"


@pytest.mark.parametrize(
    "words", ["450 4.2.0 greylisted", "550 5.7.1 by our rules", "552 5.2.2 mailbox full"]
)
def test_an_address_that_does_not_take_it_now_is_asked_again_later(queued, words):
    answers = {"b@x.example": words}
    with serving(MailServer(recipient=lambda to: answers.get(to, "250 yes"))) as server:
        queued(server.port)
        write()
        assert (send(), send(1)) == (2, 0)

        answers.clear()
        assert send(10) == 1
    assert not state.trouble()


def test_mails_outlast_a_server_that_is_stopped_and_none_of_its_absence_is_counted(queued):
    queued(1)
    write()
    for minutes in range(0, 7 * 24 * 60, 60):
        assert send(minutes) == 0

    assert set(OutgoingMail.objects.values_list("attempts", flat=True)) == {0}
    assert state.trouble().trouble == KnownServer.Trouble.CONNECTION
    with serving() as server:
        queued(server.port)
        assert send(7 * 24 * 60 - 1) == 3
        assert not state.trouble()


def test_a_server_that_is_away_is_left_alone_for_a_while_by_every_worker(queued):
    away = MailServer(greeting="421 4.3.2 not now")
    with serving(away) as server:
        queued(server.port)
        write()
        send()
        send()
        assert server.connections == 1
        assert state.is_sending_paused(timezone.now())
        assert not state.is_sending_paused(timezone.now() + timedelta(minutes=2))


def test_a_sender_that_is_refused_waits_and_says_so_to_the_operator(queued):
    refusing = MailServer(sender=lambda sender: "550 5.7.1 you may not send")
    with serving(refusing) as server:
        queued(server.port)
        write()
        assert send() == 0

        trouble = state.trouble()
        assert (trouble.trouble, trouble.words) == ("sender", "550 5.7.1 5.7.1 you may not send")
        assert server.asked["MAIL"] == 1, "the next mail has the same sender"
    assert set(OutgoingMail.objects.values_list("attempts", flat=True)) == {0}


def test_a_relay_that_takes_two_a_connection_takes_them_all(queued):
    with serving(MailServer(per_connection=2)) as server:
        queued(server.port)
        for _ in range(3):
            write()

        assert send() == 9
        assert len(server.taken) == 9


def test_a_mail_whose_answer_got_lost_is_sent_again_but_not_for_ever(queued):
    with serving(MailServer(body=lambda to: None)) as server:
        queued(server.port)
        write(to=TO[:1])
        for hours in range(10):
            send(60 * hours)

        assert len(server.taken) == 3
        assert len({server.read(number)["Message-ID"] for number in range(3)}) == 1
    assert not OutgoingMail.objects.exists()


def test_a_server_that_takes_mails_and_never_says_so_gets_one_before_it_is_left_alone(queued):
    with serving(MailServer(body=lambda to: None)) as server:
        queued(server.port)
        write()
        send()

        assert len(server.taken) == 1


def test_a_mail_is_of_no_use_after_its_time(queued):
    soon = timezone.now() + timedelta(hours=4)
    write(to=TO[:1], headers={"Expires": format_datetime(soon)})
    write(to=TO[1:])
    with serving() as server:
        queued(server.port)
        assert send(4 * 60 + 1) == 2
        assert server.recipients == TO[1:]


def test_a_mail_that_no_server_took_for_a_week_is_forgotten(queued):
    queued(1)
    write()
    send(7 * 24 * 60 + 1)

    assert not OutgoingMail.objects.exists()


def test_two_workers_never_hold_the_same_mail(queued):
    write()
    now = timezone.now()

    assert (len(claim_outgoing(now)), len(claim_outgoing(now))) == (3, 0)


@pytest.mark.parametrize("settings_module", ["dev", "production"])
def test_wherever_the_site_runs_a_mail_is_a_row_and_its_server_has_a_limit(settings_module):
    words = "E.EMAIL_BACKEND, E.EMAIL_TIMEOUT, E.MAIL_TRANSPORT.rpartition('.')[0]"
    code = f"import recalibrate.settings.{settings_module} as E; print(*({words}))"
    needed = {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "RECALIBRATE_SECRET_KEY": "x" * 60,
        "RECALIBRATE_ALLOWED_HOSTS": "a.example",
        "RECALIBRATE_BASE_URL": "https://a.example",
        "DATABASE_URL": "sqlite:///:memory:",
        "EMAIL_URL": "smtp+tls://u:p@h.example:587",
    }
    answer = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | needed, capture_output=True, text=True, check=True
    )

    transport = {"dev": "recalibrate.infra.file_email_backend", "production": "recalibrate.mail.smtp_backend"}
    assert answer.stdout.split() == [
        "recalibrate.mail.queue_backend.QueueEmailBackend",
        "10",
        transport[settings_module],
    ]


def test_an_error_about_a_mail_names_nobody(queued, caplog):
    unknown = MailServer(recipient=lambda to: f"550 5.1.1 <{to}> unknown")
    with serving(unknown) as server:
        queued(server.port)
        write(to=TO[:1])
        send()

    assert "550 5.1.1" in caplog.text
    assert "x.example" not in caplog.text


def test_a_mail_that_cannot_be_put_into_bytes_stops_no_other(queued):
    write(to=["two\nlines@x.example", *TO])
    with serving() as server:
        queued(server.port)
        send()

        assert server.recipients == TO


def test_a_server_that_says_a_byte_at_a_time_is_cut_off(queued, settings, monkeypatch):
    """Each byte begins the socket's own limit anew."""
    monkeypatch.setattr(smtp_backend, "REPLY_SECONDS", 0.5)
    settings.EMAIL_TIMEOUT = 5
    write()
    with dripping() as port:
        queued(port)
        began = time.monotonic()
        assert send() == 0

    assert time.monotonic() - began < 4
    assert state.is_sending_paused(timezone.now())


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/by-email/", {"email": "a@a.example", "lists": ["guardian"]}),
        ("/admin/password_reset/", {"email": "k@a.example"}),
    ],
)
def test_no_request_talks_to_a_mail_server(home, client, queued, path, sent):
    DigestSettings.objects.update_or_create(defaults={"is_on": True})
    User.objects.create_superuser("keeper", email="k@a.example")
    with silence() as server:
        queued(server.port)
        assert client.post(path, sent).status_code in (200, 302)

        assert server.accepted == []


def test_wagtails_own_mails_of_a_workflow_are_rows_too(home, client, queued):
    """A post that is handed in and not ready is given back to who wrote it, by mail."""
    writer = User.objects.create_superuser("writer", email="w@a.example")
    post = PostPageFactory(live=False, owner=writer)
    post.save_revision(user=writer)
    with silence() as server:
        queued(server.port)
        workflow = post.get_workflow() or Workflow.objects.filter(active=True).first()
        workflow.start(post, writer)

        assert server.accepted == []
    assert OutgoingMail.objects.exists()
