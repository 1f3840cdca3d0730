"""What waits for the Guardian today, as lines of the admin's first screen."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted

from . import publication
from .models import ExceptionGuidePage, GuardianReportPage, YouSaid

SOON_DAYS = 30  # a page due for review is mentioned this long before


def guardian_work_items(today: date) -> list[WorkItem]:
    """Late ones first, each kind in a fixed order."""
    found = [*report_items(today), *concern_items(today), *guide_items(today)]
    return sorted(found, key=lambda task: not task.is_late)


def report_items(today: date) -> Iterator[WorkItem]:
    """The report that is due, and what stands between a draft and its publication."""
    every = list(GuardianReportPage.objects.newest_first())
    latest = next((report for report in every if report.is_public and report.quarter), None)
    waiting = [report for report in every if not report.is_public]
    if latest and latest.next_due_on and not waiting:
        yield WorkItem(
            f"{latest.period.next.name} figures due {date_format(latest.next_due_on, 'j F Y')}",
            reverse("wagtailadmin_explore", args=[latest.get_parent().pk]),
            latest.next_due_on < today,
        )
    for report in waiting:
        yield waiting_report(report, today)
        yield from failing_checks(report)


def waiting_report(report: GuardianReportPage, today: date) -> WorkItem:
    name, url = report.period.name, reverse("wagtailadmin_pages:edit", args=[report.pk])
    if report.quarter and not report.figures.exists():
        return WorkItem(f"{name}: no figures entered yet", entry_grid_url(report))
    if not report.board_on:
        return WorkItem(f"{name}: give the board’s date, or it is never published", url)
    if report.board_on < today:
        return WorkItem(
            f"{name}: the board’s day was {date_format(report.board_on, 'j F Y')}, and it is not published",
            url,
            True,
        )
    if report.stage == "embargoed":
        return WorkItem(
            f"{name}: under embargo, published by itself on {date_format(report.board_on, 'j F Y')}", url
        )
    seen = "" if report.forum_seen_on else "; the forum has not seen it"
    return WorkItem(
        f"{name}: the board meets on {date_format(report.board_on, 'j F Y')}, still a draft{seen}", url
    )


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
                "The exception-reporting guide is a draft: check it, complete it and publish it", url
            )
        elif page.next_review_on is None:
            yield WorkItem("The exception-reporting guide has no review date", url)
        elif (page.next_review_on - today).days <= SOON_DAYS:
            due = f"The exception-reporting guide is due for review by {date_format(page.next_review_on, 'j F Y')}"
            yield WorkItem(due, url, page.next_review_on < today)


FIGURES = DashboardItem(
    slug="guardian-figures",
    icon="table",
    is_for=permitted("guardian.change_yousaid"),
    tasks=lambda user: guardian_work_items(timezone.localdate()),
    order=55,
    most_queries=12,
)
