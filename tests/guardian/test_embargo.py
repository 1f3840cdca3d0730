"""When the board's day moves, the plan moves with it, and nothing is public before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recalibrate.guardian.models import GuardianReportPage


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


def test_a_later_time_that_somebody_chose_stays(embargoed):
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
