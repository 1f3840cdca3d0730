"""Is everything all right? In words, and by mail once when it is not."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from factories import PostPageFactory
from wagtail.models import Page

from feeds.models import Source
from feeds.tasks import refresh_source
from recalibrate.core.models import User
from recalibrate.operations import disk as disks
from recalibrate.operations.health import alerts as alarms
from recalibrate.operations.health import run_checks
from recalibrate.operations.health.alerts import LASTS, raise_alarms
from recalibrate.operations.models import Backup, Job, Trouble, Worker
from recalibrate.operations.readiness import SHARED_WITH_WORKERS

NOW = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def all_well(db, settings, monkeypatch):
    DBTaskResult.objects.all().delete()  # what setting up left
    settings.OPERATORS = ["operator@trust.example"]
    Worker.objects.create(worker_id="w", seen_at=NOW + timedelta(hours=1))
    Job.objects.create(name="publish_scheduled", due_at=NOW, done_at=NOW + timedelta(hours=1))
    Backup.objects.create(name="b", started_at=NOW, finished_at=NOW)
    usage = disks.shutil._ntuple_diskusage(100 * disks.GB, 40 * disks.GB, 60 * disks.GB)
    monkeypatch.setattr(disks.shutil, "disk_usage", lambda path: usage)


def troubles(now=NOW):
    return {
        check.name: finding.verdict.value
        for check, finding in run_checks(now).items()
        if finding.verdict != "good"
    }


def add_sources(failing, fine=0):
    for number in range(failing + fine):
        Source.objects.create(
            name=f"S{number}", slug=f"s{number}", site_url="https://s.example/",
            feed_url=f"https://s.example/{number}", next_check_at=NOW + timedelta(hours=9),
            error_streak=int(number < failing), failing_since=NOW if number < failing else None,
        )  # fmt: skip


def leave_task(status, **moments):
    refresh_source.enqueue(1)
    DBTaskResult.objects.update(status=status, worker_ids=["w"], **moments)


def fill_disk(monkeypatch, free):
    usage = disks.shutil._ntuple_diskusage(100 * disks.GB, 0, free * disks.GB)
    monkeypatch.setattr(disks.shutil, "disk_usage", lambda path: usage)


A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
WRONG = {
    "a silent clock": (lambda: Job.objects.update(done_at=NOW - AN_HOUR), {"clock": "act"}),
    "a clock that never ran": (lambda: Job.objects.all().delete(), {"clock": "act"}),
    "a job that fails": (lambda: Job.objects.update(failing_since=NOW), {"clock": "act"}),
    "no worker": (lambda: Worker.objects.update(seen_at=NOW - AN_HOUR), {"workers": "act"}),
    "a task that waits": (lambda: leave_task("READY", enqueued_at=NOW - AN_HOUR), {"tasks": "act"}),
    "a task that hangs": (lambda: leave_task("RUNNING", started_at=NOW - 2 * AN_HOUR), {"tasks": "look"}),
    "a task that failed": (lambda: leave_task("FAILED", finished_at=NOW), {"tasks": "look"}),
    "one source that fails": (lambda: add_sources(1, 3), {"sources": "look"}),
    "many sources that fail": (lambda: add_sources(5, 10), {"sources": "act"}),
    "five in a hundred": (lambda: add_sources(5, 20), {"sources": "look"}),
    "an old backup": (
        lambda: Backup.objects.update(started_at=NOW - A_DAY - 4 * AN_HOUR),
        {"backups": "look"},
    ),
    "a very old backup": (lambda: Backup.objects.update(started_at=NOW - 3 * A_DAY), {"backups": "act"}),
    "a broken backup": (
        lambda: Backup.objects.create(started_at=NOW + AN_HOUR, finished_at=NOW, trouble="no space"),
        {"backups": "act"},
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_found(case):
    assert troubles() == {}
    make_wrong, expected = WRONG[case]

    make_wrong()

    assert troubles() == expected


@pytest.mark.parametrize(("free", "expected"), [(60, {}), (1.5, {"disk": "look"}), (0.4, {"disk": "act"})])
def test_a_disk_that_fills_up_is_found(monkeypatch, free, expected):
    fill_disk(monkeypatch, free)

    assert troubles() == expected


def test_a_page_whose_hour_passed_is_found(home):
    post = PostPageFactory(live=False)
    post.go_live_at = NOW + AN_HOUR
    post.save_revision().publish()
    assert troubles() == {}

    assert troubles(NOW + AN_HOUR + timedelta(minutes=11))["pages"] == "act"


def test_a_public_post_at_level_3_that_nobody_agreed_to_is_found(home):
    post = PostPageFactory(sensitivity=3, content_note="Talks about suicide.", live=False, second_approver="")
    agreed = PostPageFactory(sensitivity=3, content_note="Talks about suicide.")
    agreed.create_alias(update_slug="alias")
    assert troubles() == {}

    Page.objects.filter(pk=post.pk).update(live=True)

    assert troubles() == {"approvals": "act"}


def test_a_check_that_fails_is_a_trouble_of_its_own(monkeypatch):
    def fail(path):
        raise OSError("gone")

    monkeypatch.setattr(disks.shutil, "disk_usage", fail)

    assert troubles() == {"disk": "act"}


def test_workers_that_look_after_alarms_do_not_hide_a_silent_clock():
    Job.objects.update(done_at=NOW - AN_HOUR)
    Job.objects.create(name=SHARED_WITH_WORKERS, due_at=NOW, done_at=NOW)

    assert alarms.raise_alarms.__name__ == SHARED_WITH_WORKERS
    assert troubles() == {"clock": "act"}


def test_operators_are_told_once_when_it_begins_and_once_when_it_is_over(
    django_capture_on_commit_callbacks,
):
    def look(minutes):
        with django_capture_on_commit_callbacks(execute=True):
            raise_alarms(NOW + timedelta(minutes=minutes))

    leave_task("READY", enqueued_at=NOW - AN_HOUR)
    look(0)
    assert not mail.outbox

    look(3)
    look(4)
    look(5)
    assert [message.subject for message in mail.outbox] == [
        "Action needed: One task has waited for more than 15 minutes"
    ]
    assert mail.outbox[0].recipients() == ["operator@trust.example"]
    assert "Start another worker" in mail.outbox[0].body
    assert "/admin/condition/" in mail.outbox[0].body

    DBTaskResult.objects.all().delete()
    look(6)
    look(7)
    assert len(mail.outbox) == 2
    assert mail.outbox[1].subject.startswith("Over: ")
    assert not Trouble.objects.exists()


def test_what_is_over_before_anybody_was_told_of_is_no_news(django_capture_on_commit_callbacks):
    leave_task("READY", enqueued_at=NOW - AN_HOUR)
    for minutes in (0, 1):
        with django_capture_on_commit_callbacks(execute=True):
            raise_alarms(NOW + timedelta(minutes=minutes))
        DBTaskResult.objects.all().delete()

    assert not mail.outbox
    assert timedelta(minutes=1) < LASTS


def member(name, role):
    user = User.objects.create_user(name, email=f"{name}@trust.example", password="x")
    user.groups.add(Group.objects.get(name=role))
    return user


def test_the_page_is_for_operators_and_needs_few_queries(client, django_assert_max_num_queries):
    client.force_login(member("editor", "Editor"))
    assert client.get("/admin/condition/").status_code == 302
    client.force_login(member("operator", "Operator"))
    client.get("/admin/condition/")
    add_sources(4, 40)

    with django_assert_max_num_queries(65):
        answer = client.get("/admin/condition/").content.decode()

    assert "Something is worth a look when you have time." in answer
    assert "4 of 44 sources cannot be read." in answer


def test_everybody_with_the_permission_and_an_address_is_told():
    member("operator", "Operator")
    member("editor", "Editor")

    assert alarms.operators() == ["operator@trust.example"]
