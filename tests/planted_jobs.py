"""What a row looks like that raises in each job of the clock, and how to see that the other was done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from factories import (
    HelpServiceFactory,
    PostPageFactory,
)
from planted_programmes import session, wave
from planted_rows import source
from wagtail.models import Revision

from blog.models import PostPage
from feeds.models import Item, Source
from feeds.refreshing import deduplicate
from recalibrate.core.models import (
    FailedItem,
    User,
)
from recalibrate.digest import issue
from recalibrate.digest.models import Digest, DigestSettings, Subscription
from recalibrate.help_services import reminders
from recalibrate.help_services.models import HelpService
from recalibrate.link_checks import keep, notify_editors
from recalibrate.link_checks.models import Link
from recalibrate.operations import reap, scheduler
from recalibrate.privacy import purge
from recalibrate.programmes import release
from recalibrate.programmes.models import Wave

# Jobs that only ask whether something is due, or tell the database once what holds for all its rows.
BY_ONE_STATEMENT = "one statement for all rows, or one question whether anything is due"
WITHOUT_ROWS = dict.fromkeys(
    [
        scheduler.free_abandoned_leases,
        scheduler.leave_refresh_tasks,
        scheduler.leave_link_check_task,  # link_checks/check.py: tests/link_checks/test_isolation.py
        scheduler.leave_mail_task,
        scheduler.send_overdue_mail,
        scheduler.keep_search_whole,
        scheduler.forget_who_wrote,
        scheduler.leave_backup_task,
        scheduler.forget_what_is_over,
        scheduler.raise_alarms,  # each check by itself: operations/health/checks.py
    ],
    BY_ONE_STATEMENT,
)
TEN_IN_THE_MORNING = timezone.now().replace(hour=10)


def raising_for(
    names: set[str], as_before: Callable[..., Any], of: Callable[[Any], str]
) -> Callable[..., Any]:
    def call(thing: Any, *args: Any, **kwargs: Any) -> Any:
        if of(thing) in names:
            raise RuntimeError("A row that raises.")
        return as_before(thing, *args, **kwargs)

    return call


def scheduled_pages(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    for title in ("Bad", "Good"):
        post = PostPageFactory(title=title, live=False)
        Revision.objects.filter(pk=post.latest_revision_id).update(
            approved_go_live_at=timezone.now() - timedelta(minutes=1)
        )
    call = raising_for({"Bad"}, PostPage.publish, lambda post: post.title)
    monkeypatch.setattr(PostPage, "publish", call)
    return lambda: PostPage.objects.get(title="Good").live


def lost_tasks(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    for path in ("bad.task", "good.task"):
        DBTaskResult.objects.create(
            task_path=path, status=TaskResultStatus.RUNNING, worker_ids=["gone"], args_kwargs={},
            backend_name="background", exception_class_path="", traceback="",
            started_at=timezone.now() - timedelta(hours=1),
        )  # fmt: skip
    call = raising_for({"bad.task"}, reap._give_back, lambda task: task.task_path)
    monkeypatch.setattr(reap, "_give_back", call)
    return lambda: DBTaskResult.objects.get(task_path="good.task").status == TaskResultStatus.READY


def waves_to_release(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    long_ago = timezone.now() - timedelta(days=60)
    for title in ("Bad", "Good"):
        wave(session(title=title, starts_at=long_ago))
    call = raising_for({"Bad"}, release.results_now, lambda one: one.title)
    monkeypatch.setattr(release, "results_now", call)
    return lambda: Wave.objects.get(session__title="Good").released_at is not None


def new_items(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    for title in ("Bad", "Good"):
        Item.objects.create(source=source(title), identity=title, fingerprint=title, title=title)
    Source.objects.update(hide_words="good, bad")
    call = raising_for({"Bad"}, deduplicate._hidden_by, lambda item: item.title)
    monkeypatch.setattr(deduplicate, "_hidden_by", call)
    return lambda: bool(Item.objects.get(title="Good").hidden_by)


def pages_with_links(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    body = [{"type": "text", "value": '<p><a href="https://a.example/">x</a></p>'}]
    PostPageFactory(title="Bad")
    good = PostPageFactory(title="Good", body=body)
    monkeypatch.setattr(keep, "links_of", raising_for({"Bad"}, keep.links_of, lambda page: page.title))
    monkeypatch.setattr(keep, "AT_ONCE", 500)
    return lambda: Link.objects.filter(pages=good.pk).exists()


def lists_of_subscribers(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    DigestSettings.objects.update_or_create(
        pk=1, defaults={"is_on": True, "weekday": timezone.localtime().weekday(), "hour": 0}
    )
    PostPageFactory(title="News", first_published_at=timezone.now() - timedelta(days=2))
    PostPage.objects.update(first_published_at=timezone.now() - timedelta(days=2))
    for path in ("all", "everything"):
        Subscription.objects.create(
            lists=path, email=f"{path}@fenwold.example", confirmed_at=timezone.now() - timedelta(days=3)
        )
    call = raising_for({"all"}, issue.compose_for, str)
    monkeypatch.setattr(issue, "compose_for", call)
    return lambda: Digest.objects.filter(path="everything").exists()


def services_to_check(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    HelpService.objects.all().delete()
    for name in ("Bad", "Good"):
        HelpServiceFactory(name=name, checked_on=timezone.localdate() - timedelta(days=400))
    User.objects.create_superuser("keeper", "keeper@fenwold.example")
    sent: list[str] = []
    as_before = reminders.compose_reminder

    def compose(*args: Any) -> Any:
        sent.append(as_before(*args)[1])
        return as_before(*args)

    monkeypatch.setattr(reminders, "compose_reminder", compose)
    monkeypatch.setattr(reminders, "_line", raising_for({"Bad"}, reminders._line, str))
    return lambda: "- Good" in sent[0] and "- Bad" not in sent[0]


def rules_of_retention(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    done: list[str] = []

    def overdue(name: str) -> Callable[[Any], Any]:
        def rows(now: Any) -> Any:
            if name == "Bad":
                raise RuntimeError("A rule that raises.")
            done.append(name)
            return FailedItem.objects.none()

        return rows

    rules = tuple(purge.RetentionRule(name, overdue(name)) for name in ("Bad", "Good"))
    monkeypatch.setattr(purge, "RULES", rules)
    monkeypatch.setattr(scheduler, "NIGHT", range(24))
    return lambda: "Good" in done


def troubled_sources(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    for name in ("Bad", "Good"):
        source(name)
    Source.objects.filter(name__in=["Bad", "Good"]).update(error_streak=9)
    User.objects.create_superuser("editor", "editor@fenwold.example")
    sent: list[str] = []
    as_before = notify_editors.compose_notice

    def compose(*args: Any) -> Any:
        said = as_before(*args)
        sent.append(said[1])
        return said

    monkeypatch.setattr(notify_editors, "compose_notice", compose)
    monkeypatch.setattr(notify_editors, "health_of", raising_for({"Bad"}, notify_editors.health_of, str))
    return lambda: "Good\n" in sent[0] and "Bad\n" not in sent[0]


def failures_of_before(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    then = timezone.now() - timedelta(days=1)
    for number, name in enumerate(("Bad", "Good")):
        FailedItem.objects.create(
            place="gone", kind="core.discipline", key=number, name=name, error="x", since=then, last_seen=then
        )
    monkeypatch.setattr(FailedItem, "delete", raising_for({"Bad"}, FailedItem.delete, str))
    return lambda: not FailedItem.objects.filter(name="Good").exists()


WITH_ROWS: dict[Callable[..., Any], Callable[[pytest.MonkeyPatch], Callable[[], bool]]] = {
    scheduler.publish_scheduled: scheduled_pages,
    scheduler.reap_abandoned_tasks: lost_tasks,
    scheduler.sort_in_new_items: new_items,
    scheduler.find_links_of_pages: pages_with_links,
    scheduler.send_digests_that_are_due: lists_of_subscribers,
    scheduler.remind_keepers: services_to_check,
    scheduler.release_what_rooms_said: waves_to_release,
    scheduler.purge_at_night: rules_of_retention,
    scheduler.tell_editors: troubled_sources,
    scheduler.look_at_failures_again: failures_of_before,
}
