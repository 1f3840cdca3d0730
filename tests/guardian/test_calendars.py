"""Calendar files of the 28 days and of the board's days; and a correction that is asked what publication is asked."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from icalendar import Calendar

from recalibrate.core.models import User
from recalibrate.guardian import store
from recalibrate.guardian.enter import EntryRefused, Reason, replace_figures
from recalibrate.guardian.models import ExceptionGuidePage, GuardianReportPage

LAST_DAY = "/guardian/last-day.ics"
BOARD_DAYS = "/admin/guardian/board-days.ics"


@pytest.fixture
def guardian(client, reports):
    user = User.objects.create_user("a-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return client


@pytest.fixture
def guide(home):
    guide = ExceptionGuidePage.objects.get()
    guide.next_review_on = timezone.localdate() + timedelta(days=30)
    guide.save_revision().publish()
    return guide


def entries(response):
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_the_last_of_28_days_is_for_ones_own_calendar_and_kept_nowhere(client, guide):
    worked_on = timezone.localdate() - timedelta(days=8)
    page = client.get("/guardian/exception-reporting/", {"worked_on": worked_on.isoformat()}).content.decode()
    assert f"{LAST_DAY}?worked_on={worked_on.isoformat()}" in page

    answer = client.get(LAST_DAY, {"worked_on": worked_on.isoformat()})

    (entry,) = entries(answer)
    assert entry.decoded("dtstart") == worked_on + timedelta(days=28)
    assert len(entry.walk("VALARM")) == 2
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies
    assert answer["Content-Type"].startswith("text/calendar")


@pytest.mark.parametrize("asked", ["", "soon", "2026-02-30", "9999-12-31", "<script>"])
def test_no_day_no_calendar(client, guide, asked):
    assert client.get(LAST_DAY, {"worked_on": asked}).status_code == 404


def test_the_boards_days_are_for_who_makes_reports(guardian, reports, client):
    found = entries(guardian.get(BOARD_DAYS))

    waiting = reports["2026-27-q2"]
    board = next(entry for entry in found if entry["uid"].startswith("board-2026-27-Q2"))
    assert timezone.localtime(board.decoded("dtstart")).date() == waiting.board_on
    assert timezone.localtime(board.decoded("dtstart")).hour == 17
    due = next(entry for entry in found if entry["uid"].startswith("due-2026-27-Q2"))
    assert due.decoded("dtstart") == waiting.next_due_on
    assert {alarm.decoded("trigger").days for alarm in due.walk("VALARM")} == {-28}
    assert len({entry["uid"] for entry in found}) == len(found)

    client.logout()
    assert client.get(BOARD_DAYS).status_code in (302, 403)


def with_total(report, value):
    return [
        replace(f, value=Decimal(value)) if (f.measure, f.dimension) == ("er_raised", "trust") else f
        for f in store.entered_figures([report.pk])
    ]


def test_a_correction_that_no_longer_adds_up_is_asked_for_the_note_on_data_quality(reports):
    report = reports["2026-27-q1"]
    GuardianReportPage.objects.filter(pk=report.pk).update(quality_note="")
    report = GuardianReportPage.objects.get(pk=report.pk)
    before = {(f.measure, f.dimension, f.category): f.value for f in store.entered_figures([report.pk])}

    with pytest.raises(EntryRefused, match="note on data quality"):
        replace_figures(report, with_total(report, 999), reason=Reason("A slip."))
    assert {
        (f.measure, f.dimension, f.category): f.value for f in store.entered_figures([report.pk])
    } == before

    report.quality_note = "Twelve reports have no month."
    report.save()
    replace_figures(report, with_total(report, 999), reason=Reason("A slip."))
    assert report.corrections.filter(why="A slip.").exists()
