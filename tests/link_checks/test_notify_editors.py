from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from feeds.models import Source
from feeds.sources.health import health_of, needs_a_human
from recalibrate.core.models import User
from recalibrate.link_checks.notify_editors import notice_recipients, tell_editors
from recalibrate.outbound.errors import FaultKind

DAY = timedelta(days=1)


@pytest.fixture
def editor(home):
    user = User.objects.create_user("ed", email="ed@fenwold.example")
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture
def troubled(source, now):
    Source.objects.filter(pk=source.pk).update(
        error_streak=3,
        failing_since=now - timedelta(hours=2),
        last_status=403,
        last_error="403: the site asks for a browser check.",
        last_fault="browser-check",
    )
    return source


@pytest.fixture
def tell(django_capture_on_commit_callbacks):
    def tell(moment):
        with django_capture_on_commit_callbacks(execute=True):
            tell_editors(moment)

    return tell


def test_a_source_that_needs_a_human_is_mailed_about_with_what_to_do(editor, troubled, now, tell, mailoutbox):
    tell(now)

    (mail,) = mailoutbox
    assert mail.subject == "1 source needs you"
    assert (mail.to, mail.bcc) == ([], ["ed@fenwold.example"])
    assert "403: the site asks for a browser check, since 10:00 (3 in a row)." in mail.body
    assert "ask the site’s owner to let feed readers in" in mail.body
    assert f"/admin/sources/inspect/{troubled.pk}/" in mail.body


def test_the_same_trouble_is_told_once_a_week_and_all_of_it_once_a_day(
    editor, troubled, now, tell, mailoutbox
):
    for hours in (0, 1, 30, 167):
        tell(now + timedelta(hours=hours))
    assert len(mailoutbox) == 1

    tell(now + 7 * DAY)
    assert len(mailoutbox) == 2
    Source.objects.create(
        name="B", slug="b", site_url="https://b.example/", feed_url="https://b.example/f", error_streak=5
    )
    tell(now + 7 * DAY + timedelta(hours=2))
    assert len(mailoutbox) == 2
    tell(now + 8 * DAY + timedelta(hours=1))
    assert mailoutbox[2].subject == "2 sources need you"


def test_quiet_sources_are_added_but_are_no_reason_to_write(editor, source, now, tell, mailoutbox):
    Source.objects.filter(pk=source.pk).update(last_success_at=now, last_new_item_at=now - 200 * DAY)
    tell(now)
    assert mailoutbox == []

    Source.objects.create(
        name="B", slug="b", site_url="https://b.example/", feed_url="https://b.example/f", error_streak=5
    )
    tell(now)

    assert "Quiet for 200 days." in mailoutbox[0].body


def test_nothing_is_written_to_those_who_may_not_change_sources(home, troubled, now, tell, mailoutbox):
    guardian = User.objects.create_user("g", email="g@fenwold.example")
    guardian.groups.add(Group.objects.get(name="Guardian"))
    User.objects.create_superuser("away", email="away@fenwold.example", is_active=False)
    User.objects.create_superuser("sample", email="sample@fenwold.example", is_sample=True)
    mailoutbox.clear()  # what administrators hear of new log-ins

    tell(now)

    assert (notice_recipients(), mailoutbox) == ([], [])
    assert Source.objects.get(pk=troubled.pk).reported_at is None


@pytest.mark.parametrize(
    ("fields", "is_needed"),
    [
        ({"error_streak": 2}, False),
        ({"error_streak": 3}, True),
        ({"error_streak": 1, "failing_since": -25}, True),
        ({"error_streak": 1, "failing_since": -23}, False),
        ({"error_streak": 9, "is_paused": True}, False),
        ({"error_streak": 9, "feed_url": ""}, False),
        ({"retired_at": -1}, True),
        ({"moved_to": "https://b.example/f", "moved_since": -1}, False),
        ({"moved_to": "https://b.example/f", "moved_since": -80}, True),
        ({}, False),
    ],
)
def test_row_and_query_agree_on_what_needs_a_human(source, now, fields, is_needed):
    for name, value in fields.items():
        is_hours = name in ("failing_since", "retired_at", "moved_since")
        setattr(source, name, now + timedelta(hours=value) if is_hours else value)
    source.save()

    assert needs_a_human(source, now) == is_needed
    assert Source.objects.needing_a_human(now).filter(pk=source.pk).exists() == is_needed


@pytest.mark.parametrize(
    ("gap", "days", "is_quiet"),
    [(None, 89, False), (None, 91, True), (1, 29, False), (1, 31, True), (20, 59, False), (20, 61, True)],
)
def test_quiet_is_three_usual_gaps_and_a_month_at_least(source, now, gap, days, is_quiet):
    source.last_success_at, source.last_new_item_at = now, now - days * DAY
    source.median_gap = gap and gap * DAY

    assert (health_of(source, now).kind == "quiet") == is_quiet


@pytest.mark.parametrize("status", [403, 429, 503])
def test_what_to_do_about_a_browser_check_does_not_depend_on_its_status(source, now, status):
    source.error_streak, source.last_status = 1, status
    source.last_fault = FaultKind.BROWSER_CHECK

    assert "let feed readers in" in health_of(source, now).to_do
