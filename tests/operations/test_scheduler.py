from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from factories import PostPageFactory

from blog.models import PostPage
from feeds.models import Source
from recalibrate.core.models import SiteRevision
from recalibrate.operations import scheduler as periodic
from recalibrate.operations.models import Worker


@pytest.fixture(autouse=True)
def nothing_waits(db):
    DBTaskResult.objects.all().delete()  # what setting up left


def in_a_minute(minutes=1):
    return timezone.now() + timedelta(minutes=minutes)


def due_source(**fields):
    now = timezone.now()
    usual = {
        "name": "A source", "slug": "a-source", "site_url": "https://a.example/",
        "feed_url": "https://a.example/feed", "next_check_at": now - timedelta(minutes=1),
    }  # fmt: skip
    return Source.objects.create(**usual | fields)


@pytest.mark.django_db
def test_a_due_source_becomes_one_task_however_often_the_clock_ticks():
    due_source()

    periodic.tick()
    periodic.tick(in_a_minute())

    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_a_worker_that_hangs_holds_refreshes_up_for_no_longer_than_a_lease():
    due_source()
    periodic.tick()

    Worker.objects.create(worker_id="w", seen_at=in_a_minute(2))
    DBTaskResult.objects.update(
        status="RUNNING", worker_ids=["w"], started_at=timezone.now() - timedelta(minutes=8)
    )
    periodic.tick(in_a_minute())
    assert DBTaskResult.objects.count() == 1

    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=11))
    periodic.tick(in_a_minute(2))
    assert DBTaskResult.objects.count() == 2


@pytest.mark.parametrize(
    ("sources", "workers", "tasks"), [(60, 3, 3), (60, 2, 2), (30, 3, 2), (25, 3, 1), (60, 0, 1), (0, 3, 0)]
)
@pytest.mark.django_db
def test_each_worker_that_is_there_has_a_task_where_so_many_sources_are_due(sources, workers, tasks):
    for number in range(sources):
        due_source(
            name=f"Source {number}", slug=f"source-{number}", feed_url=f"https://{number}.example/feed"
        )
    for number in range(workers):
        Worker.objects.create(worker_id=f"w{number}", seen_at=timezone.now())

    for minute in range(2):
        periodic.leave_refresh_tasks(in_a_minute(minute))

    assert DBTaskResult.objects.count() == tasks


@pytest.mark.parametrize(("hour", "expected"), [(3, 1), (15, 0)])
@pytest.mark.django_db
def test_items_that_nobody_wanted_are_forgotten_at_night(hour, expected):
    source = due_source(is_paused=True)
    long_ago = timezone.now() - timedelta(days=400)
    source.items.create(identity="1", title="Old", first_seen_at=long_ago, left_feed_at=long_ago)

    periodic.tick(timezone.localtime().replace(hour=hour))

    assert source.items.expired().count() == expected


@pytest.mark.django_db
def test_a_paused_source_is_left_alone():
    due_source(is_paused=True)

    periodic.tick()

    assert not DBTaskResult.objects.exists()


def test_a_scheduled_post_goes_live_when_its_time_has_come(home, time_machine_day):
    post = PostPageFactory(live=False)
    post.go_live_at = timezone.now() + timedelta(hours=1)
    post.save_revision().publish()
    revision = SiteRevision.current().number
    periodic.tick()
    assert not PostPage.objects.published().exists()

    time_machine_day(1)
    periodic.tick()

    assert list(PostPage.objects.published()) == [post]
    assert SiteRevision.current().number > revision


@pytest.mark.django_db
def test_one_failing_job_does_not_stop_the_others_and_is_named(monkeypatch):
    def failing_job(now):
        raise RuntimeError("broken")

    due_source()
    monkeypatch.setattr(periodic, "JOBS", (failing_job, *periodic.JOBS))

    with pytest.raises(CommandError, match="failing_job"):
        call_command("tick")

    assert DBTaskResult.objects.exists()
