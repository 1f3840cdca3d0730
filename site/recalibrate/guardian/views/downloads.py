"""A published report's figures as files."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from recalibrate.core.addresses import absolute
from recalibrate.core.models import SiteIdentity, SiteRevision

from .. import publication
from ..figures import tidy
from ..figures.public import PublicFigures
from ..models import GuardianReportPage
from ..models.report import LICENCE, LICENCE_URL, SUBJECT
from ..paper.document import report_document
from .chart_files import as_file, report_of, sample_label

ALL_QUARTERS = "all"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """One report's figures, or with the key "all" those of all published quarters; 404 before publication."""
    report = None if key == ALL_QUARTERS else report_of(key)
    public = publication.public_figures() if report is None else own_figures(report)
    if not public.figures:
        raise Http404("No figures are published")
    stamp = SiteRevision.current()
    etag = f'"{settings.VERSION}-{stamp.number}-{key}-{form}-{len(public.periods)}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = file_response(request, public, report, key, form)
    answer["ETag"] = etag
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def report_paper(request: HttpRequest, key: str) -> HttpResponse:
    """The published report as a Word document; 404 before."""
    report = report_of(key)
    stamp = SiteRevision.current()
    etag = f'"{settings.VERSION}-{stamp.number}-{key}-docx"'
    answer = get_conditional_response(request, etag=etag) or paper_response(request, report)
    answer["ETag"] = etag
    return answer


def paper_response(request: HttpRequest, report: GuardianReportPage) -> HttpResponse:
    identity = SiteIdentity.for_request(request)
    content = report_document(
        report, organisation=identity.organisation or identity.name, sample_label=identity.sample_label
    )
    answer = HttpResponse(content, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="guardian-report-{report.period.key}.docx"'
    return answer


def own_figures(report: GuardianReportPage) -> PublicFigures:
    """A quarter's own figures; a year's are those of its quarters and what they make together."""
    return report.public.only(report.period) if report.quarter else report.public


def file_response(
    request: HttpRequest, public: PublicFigures, report: GuardianReportPage | None, key: str, form: str
) -> HttpResponse:
    label = sample_label(request)
    if form == "csv":
        return as_file(tidy.csv_text(public, note=label), "text/csv", f"{key}.csv", "attachment")
    about = file_description(request, report) | ({"sample": label} if label else {})
    return as_file(tidy.json_text(public, **about), "application/json", f"{key}.json", "inline")


def cited(report: GuardianReportPage) -> str:
    return f"{report.author_role}, “{report.title}”, {report.period.name}. {report.canonical_url}"


def file_description(request: HttpRequest, report: GuardianReportPage | None) -> dict[str, Any]:
    """What a file says of itself: title, publisher, licence, citation, corrections."""
    identity = SiteIdentity.for_request(request)
    about = {
        "title": SUBJECT if report is None else report.data_title,
        "publisher": identity.organisation or identity.name,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "documentation": absolute(reverse("guardian-figures-about")),
    }
    if report is None:
        return about
    quarters = [period.key for period in report.public.periods if period.quarter]
    return (
        about
        | ({} if report.quarter else {"quarters": quarters})
        | {
            "url": report.canonical_url,
            "citation": cited(report),
            "published_on": report.board_on.isoformat() if report.board_on else None,
            "corrections": [
                {"date": line.corrected_on.isoformat(), "what": line.what, "why": line.why}
                for line in report.log
            ],
        }
    )
