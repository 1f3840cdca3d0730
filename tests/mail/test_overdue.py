"""An alarm about silent workers gets out although it is they who hand mails over."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from kept_database import copy_migrated

from benchmarks.smtp_server import serving, silence
from recalibrate.mail import overdue
from recalibrate.mail.models import OutgoingMail
from recalibrate.mail.overdue import send_overdue

ROOT = Path(__file__).parents[2]
LAST_HOUR = timedelta(hours=1)


@pytest.fixture
def waiting(db):
    hour_ago = timezone.now() - LAST_HOUR
    return OutgoingMail.objects.create(sender="a@a.example", recipient="b@b.example", message=b"To: b\n\nx\n",
                                       queued_at=hour_ago, not_before=hour_ago)  # fmt: skip


def test_what_a_worker_may_still_come_for_is_left_to_it(waiting, monkeypatch):
    monkeypatch.setattr(overdue, "_run", lambda now: pytest.fail("too early"))

    assert send_overdue(waiting.not_before + timedelta(minutes=4)) is None


def test_while_the_mail_server_is_away_no_thread_is_begun(waiting, queued):
    from recalibrate.mail.outbox import send_outgoing

    queued(1)
    now = timezone.now()
    send_outgoing(now)

    assert send_overdue(now) is None


@pytest.mark.parametrize("is_silent", [False, True], ids=["a server that answers", "a silent one"])
def test_a_clock_without_any_worker_gets_the_alarm_out_and_ticks_on(tmp_path, is_silent):
    """In its own process, with a database of its own: the tick that ends by itself, as from cron."""
    code = """
from datetime import timedelta
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from recalibrate.mail.models import OutgoingMail
from django.core.mail import send_mail
settings.MAIL_TRANSPORT = "recalibrate.mail.smtp_backend.SmtpEmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", {port}, 2
call_command("migrate", verbosity=0)
call_command("set_up_site", verbosity=0)
send_mail("Action needed: no worker is there", "x", None, ["operator@a.example"])
OutgoingMail.objects.update(not_before=timezone.now() - timedelta(minutes=6))
from time import monotonic
begun = monotonic()
from recalibrate.operations.scheduler import tick
assert tick() == []
print("ticked", round(monotonic() - begun, 1))
call_command("tick")
print("left", OutgoingMail.objects.count())
"""
    copy_migrated(tmp_path / "late.sqlite3")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.dev",
        "RECALIBRATE_VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/late.sqlite3",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }

    def run(port):
        whole = f"import django; django.setup()\n{code.format(port=port)}"
        answer = subprocess.run(
            [sys.executable, "-c", whole],
            env=environment, capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        assert answer.returncode == 0, answer.stderr[-2000:]
        said = dict(line.split() for line in answer.stdout.splitlines() if line.count(" ") == 1)
        assert float(said["ticked"]) < 5, "nothing on the clock's own thread waited for the mail server"
        return said["left"]

    if is_silent:
        with silence() as server:
            assert run(server.port) == "1"
    else:
        with serving() as server:
            assert run(server.port) == "0"
            assert server.recipients == ["operator@a.example"]
