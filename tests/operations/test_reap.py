"""What a worker that was killed still held is found and done by another."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from feeds.models import Source
from feeds.refreshing import store
from feeds.tasks import refresh_source
from recalibrate.operations.models import Worker
from recalibrate.operations.reap import forget_what_is_over, free_abandoned_leases, reap_abandoned_tasks

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def running(worker_id="gone", *, minutes=5, workers_before=0):
    refresh_source.enqueue(1)
    DBTaskResult.objects.update(
        status="RUNNING",
        started_at=NOW - timedelta(minutes=minutes),
        worker_ids=["before"] * workers_before + [worker_id],
    )


def status():
    return DBTaskResult.objects.get().status


@pytest.mark.parametrize("seen", [None, timedelta(minutes=4)])
def test_the_task_of_a_worker_that_is_gone_waits_for_another(seen):
    running()
    if seen:
        Worker.objects.create(worker_id="gone", seen_at=NOW - seen)

    reap_abandoned_tasks(NOW)

    assert status() == "READY"


def test_the_task_of_a_worker_that_is_there_goes_on_however_long_it_takes():
    running("here", minutes=300)
    Worker.objects.create(worker_id="here", seen_at=NOW)

    reap_abandoned_tasks(NOW)

    assert status() == "RUNNING"


def test_a_worker_that_has_just_begun_need_not_have_said_so():
    running("new", minutes=0)

    reap_abandoned_tasks(NOW)

    assert status() == "RUNNING"


def test_a_task_that_kills_its_workers_is_given_up_and_counts_as_failed():
    running(workers_before=2)

    reap_abandoned_tasks(NOW)

    assert status() == "FAILED"
    assert "3 workers" in DBTaskResult.objects.get().traceback


def test_tasks_and_workers_that_are_long_over_are_forgotten():
    running()
    week = timedelta(days=7, minutes=1)
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=NOW - week)
    refresh_source.enqueue(2)
    Worker.objects.create(worker_id="old", seen_at=NOW - timedelta(days=2))
    Worker.objects.create(worker_id="here", seen_at=NOW)

    forget_what_is_over(NOW)

    assert status() == "READY"
    assert Worker.objects.get().worker_id == "here"


def leased(holder, *, minutes=2):
    """A source that someone took for refreshing so many minutes ago."""
    source = Source.objects.create(
        name="S", slug="s", site_url="https://s.example/", feed_url="https://s.example/feed",
        next_check_at=NOW - timedelta(hours=1),
    )  # fmt: skip
    store.hold_leases_as(holder)
    assert store.claim_source(source, NOW - timedelta(minutes=minutes))
    return source


@pytest.fixture(autouse=True)
def _no_holder(monkeypatch):
    monkeypatch.setattr(store, "_holder", "")


def test_a_source_that_a_worker_held_when_it_died_is_free_before_its_lease_is_over():
    source = leased("0123456789abcdef")

    free_abandoned_leases(NOW)

    source.refresh_from_db()
    assert (source.lease_token, source.leased_until) == ("", None)
    assert store.claim_source(source, NOW)


@pytest.mark.parametrize("case", ["at work", "just begun", "by a command"])
def test_a_source_that_is_being_refreshed_stays_with_who_has_it(case):
    if case == "by a command":
        source = leased("")
        Source.objects.update(lease_token="0" * 32)
    else:
        source = leased("0123456789abcdef", minutes=0 if case == "just begun" else 2)
    if case == "at work":
        Worker.objects.create(worker_id="0123456789abcdef", seen_at=NOW)

    free_abandoned_leases(NOW)

    source.refresh_from_db()
    assert source.lease_token
