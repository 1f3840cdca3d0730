"""All published quarters together, and what changed because of reporting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..models import GuardianReportPage, YouSaid

CONCERNS = 4


def dashboard(request: HttpRequest) -> HttpResponse:
    reports = list(GuardianReportPage.objects.published().newest_first())
    return render(
        request,
        "pages/guardian_figures.html",
        {
            "report": next((report for report in reports if report.quarter), None),
            "reports": [report.card() for report in reports],
            "concerns": latest_concerns(),
        },
    )


def latest_concerns() -> list[object]:
    return [concern.card() for concern in YouSaid.objects.newest_first().for_cards()[:CONCERNS]]
