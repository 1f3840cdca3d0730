"""The sample's reports: two published, the third waiting for the board."""

from datetime import timedelta

import pytest
from django.utils import timezone

from recalibrate.guardian.models import GuardianReportPage
from recalibrate.sample.reports import load_reports


@pytest.fixture
def reports(home):
    """By their slugs."""
    load_reports()
    return {report.slug: report for report in GuardianReportPage.objects.all()}


@pytest.fixture
def publish_now():
    """Publish a report as if the board had met yesterday."""

    def publish(report):
        report.board_on = timezone.localdate() - timedelta(days=1)
        report.go_live_at = None
        report.save_revision().publish()
        return GuardianReportPage.objects.get(pk=report.pk)

    return publish
