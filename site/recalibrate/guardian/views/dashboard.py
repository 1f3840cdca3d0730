"""All published quarters together, and what changed because of reporting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recalibrate.core.cards import Card, cards_of

from ..models import GuardianReportPage, YouSaid
from ..models.report import latest_with_figures

CONCERNS = 4  # what fits beside the next step on a small screen


def dashboard(request: HttpRequest) -> HttpResponse:
    reports = list(GuardianReportPage.objects.published().newest_first())
    return render(
        request,
        "pages/guardian_figures.html",
        {
            "report": latest_with_figures(reports),
            "reports": cards_of(reports),
            "concerns": latest_concerns(),
        },
    )


def latest_concerns() -> list[Card]:
    return cards_of(YouSaid.objects.newest_first().for_cards()[:CONCERNS])
