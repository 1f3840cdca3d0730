"""What waits for the Guardian today, as lines of the admin's first screen."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted

from . import publication
from .models import ExceptionGuidePage, GuardianReportPage, YouSaid

SOON_DAYS = 30  # a page due for review is mentioned this long before


def guardian_work_items(today: date) -> list[WorkItem]:
    """Late ones first, each kind in a fixed order."""
    found = [*report_items(today), *concern_items(today), *guide_items(today)]
    return sorted(found, key=lambda task: not task.is_late)


def report_items(today: date) -> Iterator[WorkItem]:
    """The report that is due, and what keeps a draft from being published."""
    every = list(GuardianReportPage.objects.newest_first())
    latest = next((report for report in every if report.is_public and report.quarter), None)
    waiting = [report for report in every if not report.is_public]
    if latest and latest.next_due_on and not waiting:
        yield WorkItem(
            gettext("%(name)s figures due %(next_due_on)s")
            % {"name": latest.period.next.name, "next_due_on": date_format(latest.next_due_on, "j F Y")},
            reverse("wagtailadmin_explore", args=[latest.get_parent().pk]),
            latest.next_due_on < today,
        )
    for report in waiting:
        yield waiting_report(report, today)
        yield from failing_checks(report)


def waiting_report(report: GuardianReportPage, today: date) -> WorkItem:
    name, url = report.period.name, reverse("wagtailadmin_pages:edit", args=[report.pk])
    if report.quarter and not report.figures.exists():
        return WorkItem(gettext("%(name)s: no figures entered yet") % {"name": name}, entry_grid_url(report))
    if not report.board_on:
        return WorkItem(
            gettext("%(name)s: give the date of the board, or it will never be published") % {"name": name},
            url,
        )
    if report.board_on < today:
        return WorkItem(
            gettext("%(name)s: the board met on %(board_on)s, but it is not published")
            % {"name": name, "board_on": date_format(report.board_on, "j F Y")},
            url,
            True,
        )
    if report.is_embargoed:
        return WorkItem(
            gettext("%(name)s: under embargo until %(board_on)s, when the site publishes it")
            % {"name": name, "board_on": date_format(report.board_on, "j F Y")},
            url,
        )
    text = gettext("%(name)s: the board meets on %(day)s, and it is still a draft")
    if not report.forum_seen_on:
        text = gettext("%(name)s: the board meets on %(day)s, it is a draft, and the forum has not seen it")
    return WorkItem(text % {"name": name, "day": date_format(report.board_on, "j F Y")}, url)


def failing_checks(report: GuardianReportPage) -> Iterator[WorkItem]:
    if not report.quarter:
        return
    failing = [check for check in publication.checks_of(report) if check.verdict == "differs"]
    if failing:
        text = ngettext("{} sum does not agree", "{} sums do not agree", len(failing)).format(len(failing))
        yield WorkItem(f"{report.period.name}: {text}", entry_grid_url(report), True)


def entry_grid_url(report: GuardianReportPage) -> str:
    return reverse("guardian-figures-grid", args=[report.pk])


def concern_items(today: date) -> Iterator[WorkItem]:
    overdue = YouSaid.objects.overdue(today).count()
    if overdue:
        text = ngettext(
            "{} “you said” is past the day readers were promised news",
            "{} “you said” are past the day readers were promised news",
            overdue,
        ).format(overdue)
        yield WorkItem(text, f"{reverse('you_said:index')}?is_overdue=true", True)


def guide_items(today: date) -> Iterator[WorkItem]:
    for page in ExceptionGuidePage.objects.all():
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        if not page.live:
            yield WorkItem(
                gettext("The exception-reporting guide is a draft: check it, complete it and publish it"), url
            )
        elif page.next_review_on is None:
            yield WorkItem(gettext("The exception-reporting guide has no review date"), url)
        elif (page.next_review_on - today).days <= SOON_DAYS:
            due = gettext("The exception-reporting guide is due for review by %(next_review_on)s") % {
                "next_review_on": date_format(page.next_review_on, "j F Y")
            }
            yield WorkItem(due, url, page.next_review_on < today)


FIGURES = DashboardItem(
    slug="guardian-figures",
    icon="table",
    is_for=permitted("guardian.change_yousaid"),
    tasks=lambda user: guardian_work_items(timezone.localdate()),
    order=55,
    most_queries=12,
)
