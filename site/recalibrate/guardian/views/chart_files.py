"""Each chart of a published report as files: a picture, and its own figures."""

from textwrap import wrap

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from recalibrate.core.addresses import absolute
from recalibrate.core.models import SiteIdentity

from ..charts.types import Chart
from ..figures import periods, tidy
from ..models import GuardianReportPage

FINDING_WIDTH = 58  # letters a line
LINE, MARGIN, FOOT = 28, 34, 56  # pixels


def report_of(key: str) -> GuardianReportPage:
    """The published report on that period; 404 for one that is not public, whatever the reason."""
    try:
        period = periods.parse_period(key)
    except ValueError as error:
        raise Http404("No such period") from error
    report = (
        GuardianReportPage.objects.published()
        .filter(start_year=period.start_year, quarter=period.quarter)
        .first()
    )
    if report is None or not report.is_public:
        raise Http404("No such report")
    return report


def chart_of(report: GuardianReportPage, slug: str) -> Chart:
    chart = report.shown.chart(slug)
    if chart is None:
        raise Http404("No such chart")
    return chart


# No page is there to give the picture a style, so it brings its own.
@csp_update({"style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]
def chart_picture(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """The chart with its finding and source, for slides and papers."""
    report = report_of(key)
    chart = chart_of(report, slug)
    lines = wrap(chart.finding, FINDING_WIDTH)
    top = MARGIN + LINE * len(lines) + LINE
    svg = render_to_string(
        "charts/picture.svg",
        {
            "chart": chart,
            "head": [(MARGIN + LINE * number, line) for number, line in enumerate(lines)],
            "top": top,
            "height": top + chart.drawing.height + FOOT,
            "source": f"{report.author_role}, {absolute(report.get_url(request) or '')}",
            "sample_label": sample_label(request),
        },
    )
    return as_file(svg, "image/svg+xml", f"{key}-{slug}.svg", "inline")


def chart_csv(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """The chart's figures, in the columns that all our files have."""
    report = report_of(key)
    sources = chart_of(report, slug).sources
    rows = [
        tidy.tidy_row(figure, sample_label(request))
        for figure in report.public.figures
        if (figure.measure, figure.dimension) in sources
    ]
    return as_file(tidy.rows_as_csv(rows), "text/csv", f"{key}-{slug}.csv", "attachment")


def sample_label(request: HttpRequest) -> str:
    label: str = SiteIdentity.for_request(request).sample_label
    return label


def as_file(text: str, kind: str, name: str, disposition: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'{disposition}; filename="{name}"'
    return response
