"""When the board's day moves, the plan moves with it, and nothing is public before."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.utils import timezone

from recalibrate.guardian import publication, store
from recalibrate.guardian.enter import replace_figures
from recalibrate.guardian.figures.periods import parse_period
from recalibrate.guardian.models import GuardianReportPage
from recalibrate.guardian.outlook_agreement import record_agreement
from recalibrate.guardian.upload import start_report
from recalibrate.guardian.wagtail_hooks import ask_before_it_is_public_within_a_day


@pytest.fixture
def embargoed(reports):
    """The sample's report that waits for the board."""
    return reports["2026-27-q2"]


def reopened(report):
    return GuardianReportPage.objects.get(pk=report.pk).get_latest_revision_as_object()


def with_board_on(report, day):
    """The draft as an editor saves it with another board's day."""
    draft = reopened(report)
    draft.board_on = day
    draft.save_revision()
    return draft


def test_a_board_that_meets_earlier_or_later_takes_the_plan_with_it(embargoed):
    for days in (20, 3, 9):
        day = timezone.localdate() + timedelta(days=days)

        draft = with_board_on(embargoed, day)

        assert timezone.localtime(draft.go_live_at).date() == day
        assert timezone.localtime(draft.go_live_at).hour == 17


def test_a_later_time_that_someone_chose_stays(embargoed):
    draft = reopened(embargoed)
    chosen = draft.go_live_at + timedelta(days=2, hours=-8)
    draft.go_live_at = chosen
    draft.save_revision()

    assert with_board_on(embargoed, embargoed.board_on + timedelta(days=1)).go_live_at == chosen


def test_a_mistyped_year_plans_and_publishes_nothing(client, embargoed):
    planned = embargoed.go_live_at

    draft = with_board_on(embargoed, embargoed.board_on - timedelta(days=365))
    draft.get_latest_revision().publish()

    assert GuardianReportPage.objects.get(pk=embargoed.pk).go_live_at == planned
    assert client.get(embargoed.url).status_code == 404


def asked_when_published(report):
    """What an editor who publishes it is told; nothing if it goes through."""
    request = RequestFactory().post("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    answer = ask_before_it_is_public_within_a_day(request, report)
    return str(next(iter(get_messages(request)))) if answer else ""


@pytest.fixture
def waiting(reports):
    """A quarter that is no plan yet."""
    report = start_report(parse_period("2026-27-Q3"), user=None)
    replace_figures(
        report, [replace(f, period=report.period) for f in store.entered_figures([reports["2026-27-q2"].pk])]
    )
    return GuardianReportPage.objects.get(pk=report.pk)


@pytest.mark.parametrize(("days", "words"), [(0, "public"), (-3, "public at once")])
def test_a_board_that_meets_within_a_day_is_asked_about_until_that_moment_is_agreed_to(waiting, days, words):
    draft = with_board_on(waiting, timezone.localdate() + timedelta(days=days))
    assert words in asked_when_published(draft)

    waiting = GuardianReportPage.objects.get(pk=waiting.pk)
    record_agreement(waiting, publication.outlook(waiting), user=None)
    assert asked_when_published(draft) == ""


def test_a_board_that_meets_later_is_not_asked_about(waiting):
    assert asked_when_published(with_board_on(waiting, timezone.localdate() + timedelta(days=9))) == ""
