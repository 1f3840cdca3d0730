"""Dates on their page and in people's calendars."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories import GuardianReportPageFactory
from icalendar import Calendar

from recalibrate.events.models import Event

SOON = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=3)


@pytest.fixture
def cancelled(home):
    return Event.objects.create(
        title="Forum", starts_at=SOON, ends_at=SOON + timedelta(hours=1), is_cancelled=True
    )


def test_a_calendar_says_its_name_how_often_to_look_and_what_is_cancelled(client, cancelled):
    calendar = Calendar.from_ical(client.get("/feeds/dates.ics").content)
    event = calendar.walk("VEVENT")[0]

    assert calendar["NAME"] == calendar["X-WR-CALNAME"]
    assert calendar["X-PUBLISHED-TTL"] == "PT12H"
    assert (event["SUMMARY"], event["STATUS"]) == ("Cancelled: Forum", "CANCELLED")
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=1)


def test_the_page_offers_to_subscribe_and_says_when_it_ends(client, cancelled):
    page = client.get("/dates/").content.decode()

    assert 'href="webcal://testserver/feeds/dates.ics"' in page
    assert 'href="http://testserver/feeds/dates.ics"' in page
    assert "Cancelled: <s>Forum</s>" in page
    assert f"until {timezone.localtime(SOON + timedelta(hours=1)):%H:%M}" in page


def test_a_report_that_is_late_is_said_to_be_late_until_it_is_there(home, client):
    """On every page that names its day: the corner's front page, the figures and the report itself."""
    yesterday = timezone.localdate() - timedelta(days=1)
    report = GuardianReportPageFactory(quarter=1, next_due_on=yesterday)
    assert report.next_report == "late"
    assert "<strong>Late:</strong> the next report was due on" in client.get(report.url).content.decode()

    report = type(report).objects.get(pk=report.pk)
    report.next_due_on = timezone.localdate()
    assert report.next_report == "due"

    GuardianReportPageFactory(quarter=2)
    assert "the next report was due" not in client.get(report.url).content.decode()


def test_no_template_names_the_day_but_the_one_that_says_late():
    from pathlib import Path

    templates = Path(__file__).parents[2] / "templates"
    naming = [path.name for path in templates.rglob("*.html") if "next_due_on" in path.read_text()]
    assert naming == ["next_report.html"]
