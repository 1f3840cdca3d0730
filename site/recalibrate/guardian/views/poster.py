"""An A4 sheet for the mess: one quarter, and a code that leads to the rest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from recalibrate.core.addresses import absolute
from recalibrate.core.qr_code import qr_code

from .chart_files import report_of

LEAD = ("months", "rates", "responses")  # the first of these that the figures allow is drawn


def report_poster(request: HttpRequest, key: str) -> HttpResponse:
    """404 until the report is published."""
    report = report_of(key)
    drawn = [chart for slug in LEAD if (chart := report.shown.chart(slug))]
    return render(
        request,
        "pages/guardian_poster.html",
        {"report": report, "chart": next(iter(drawn), None), "code": qr_code(absolute(report.path_on_site))},
    )
