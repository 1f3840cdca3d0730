"""Calendar files: one's own 28 days, and the days of the board."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar
from icalendar import Event as Component

from recalibrate.core.syndication import syndicated_text

from .deadlines import ReportingDeadline
from .models import GuardianReportPage

THREE_DAYS, WEEK, FOUR_WEEKS = timedelta(days=-3), timedelta(days=-7), timedelta(days=-28)
ON_THE_DAY = timedelta(hours=9)  # of an entry that takes the whole day
AN_HOUR = timedelta(hours=1)  # seen in a calendar’s day; none of them takes longer


def of_deadline(deadline: ReportingDeadline, *, authority: str, url: str, stamped: datetime) -> bytes:
    """The last of the 28 days, with a word three days before. It says nothing of what happened."""
    document = empty_document()
    entry = whole_day(
        deadline.last_day, _("Last day for an exception report"), uid=f"report-{deadline.worked_on}@{authority}",
        url=url, stamped=stamped,
    )  # fmt: skip
    for before in (THREE_DAYS + ON_THE_DAY, ON_THE_DAY):
        entry.add_component(alarm(before, _("Last day for an exception report")))
    document.add_component(entry)
    return document.to_ical()


def of_board(reports: Iterable[GuardianReportPage], *, authority: str, url: str, stamped: datetime) -> bytes:
    """When each report is public, a week’s word before; and when the next is due, with a word 28 days before."""
    document = empty_document()
    for report in reports:
        if (received_at := report.board_receives_at) and not report.is_public:
            starts_at = report.go_live_at or received_at
            document.add_component(board_day(report, starts_at, authority, url, stamped))
        if report.next_due_on and not report.is_followed:
            name = _("Guardian’s report due, after %(period)s") % {"period": report.period.name}
            uid = f"due-{report.period.key}@{authority}"
            entry = whole_day(report.next_due_on, name, uid=uid, url=url, stamped=stamped)
            entry.add_component(alarm(FOUR_WEEKS + ON_THE_DAY, name))
            document.add_component(entry)
    return document.to_ical()


def board_day(
    report: GuardianReportPage, starts_at: datetime, authority: str, url: str, stamped: datetime
) -> Component:
    name = _("Board: the Guardian’s report on %(period)s is public") % {"period": report.period.name}
    entry = entry_of(name, uid=f"board-{report.period.key}@{authority}", url=url, stamped=stamped)
    entry.add("dtstart", starts_at)
    entry.add("dtend", starts_at + AN_HOUR)
    entry.add_component(alarm(WEEK, name))
    return entry


def whole_day(day: date, name: str, *, uid: str, url: str, stamped: datetime) -> Component:
    entry = entry_of(name, uid=uid, url=url, stamped=stamped)
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    return entry


def entry_of(name: str, *, uid: str, url: str, stamped: datetime) -> Component:
    entry = Component()
    entry.add("uid", uid)
    entry.add("dtstamp", stamped)
    entry.add("summary", syndicated_text(name))
    entry.add("url", url)
    return entry


def alarm(before: timedelta, text: str) -> Alarm:
    found = Alarm()
    found.add("action", "DISPLAY")
    found.add("description", syndicated_text(text))
    found.add("trigger", before)
    return found


def empty_document() -> Calendar:
    document = Calendar()
    document.add("prodid", "-//Recalibrate//Guardian//EN")
    document.add("version", "2.0")
    document.add("method", "PUBLISH")
    return document
