"""/healthz asks nothing; /readyz says which check fails, and no more."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError
from django.utils import timezone

from feeds.models import Source
from recalibrate.operations import disk, readiness
from recalibrate.operations.models import Job, Worker


@pytest.fixture
def all_well(db):
    now = timezone.now()
    Worker.objects.create(worker_id="w", seen_at=now)
    Job.objects.create(name="any", due_at=now, done_at=now)


def ask(client):
    answer = client.get("/readyz", headers={"Host": "10.0.0.7:8000"})
    return answer.status_code, {name for name, words in answer.json()["checks"].items() if words != "ok"}


def test_healthz_needs_no_database_host_or_tls(client, settings, monkeypatch):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["recalibrate.example"], True

    answer = client.get("/healthz", headers={"Host": "10.0.0.7:8000"})

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"


def test_a_site_with_worker_and_clock_is_ready(client, all_well, settings):
    settings.ALLOWED_HOSTS = ["recalibrate.example"]

    assert ask(client) == (200, set())


@pytest.mark.django_db
def test_without_worker_and_clock_it_is_not(client, all_well):
    long_ago = timezone.now() - timedelta(minutes=10)
    Worker.objects.update(seen_at=long_ago)
    Job.objects.update(done_at=long_ago)

    assert ask(client) == (503, {"worker", "clock"})


@pytest.mark.django_db
def test_a_site_that_never_ticked_is_not_ready(client):
    assert ask(client) == (503, {"worker", "clock"})


def test_what_is_left_out_is_not_asked(client, all_well, settings):
    Worker.objects.all().delete()
    settings.READINESS_LEAVES_OUT = ["worker"]

    assert ask(client) == (200, set())


def test_sources_that_nobody_refreshes_are_noticed(client, all_well):
    Source.objects.create(name="A", slug="a", site_url="https://a.example/", feed_url="https://a.example/f",
                          next_check_at=timezone.now() - timedelta(hours=4))  # fmt: skip

    assert ask(client) == (503, {"refresh"})


def test_a_migration_that_is_not_applied_is_noticed(client, all_well, monkeypatch):
    monkeypatch.setattr(readiness.MigrationExecutor, "migration_plan", lambda self, targets: ["one"])

    assert ask(client) == (503, {"migrations"})


def test_redis_that_is_away_is_noticed(client, all_well, monkeypatch):
    class Away:
        def answers(self):
            return False

    monkeypatch.setattr(readiness, "cache", Away())

    assert ask(client) == (503, {"cache"})


def test_without_the_database_the_answer_blames_nothing_else_and_tells_no_more_than_names(
    client, monkeypatch
):
    def fail(now):
        raise OperationalError("connection to 10.1.2.3 failed for user recalibrate")

    monkeypatch.setitem(readiness.CHECKS, "database", fail)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    checks = answer.json()["checks"]
    assert {name for name, words in checks.items() if words == "failed"} == {"database"}
    assert {name for name, words in checks.items() if words == "ok"} == {"cache", "disk"}
    assert "10.1.2.3" not in answer.content.decode()


def test_probes_stand_before_everything_else():
    assert django_settings.MIDDLEWARE[0] == "recalibrate.operations.middleware.HealthCheckMiddleware"


def test_a_disk_that_is_nearly_full_is_noticed(client, all_well, monkeypatch):
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda path: disk.Room(free=0, total=100 * disk.GB))

    assert ask(client) == (503, {"disk"})


@pytest.mark.django_db
def test_a_process_that_is_not_ready_says_so_once_a_minute_however_often_it_is_asked(client, caplog):
    for _ in range(20):
        assert client.get("/readyz").status_code == 503

    assert [record.message.partition(":")[0] for record in caplog.records] == ["Not ready"]
