"""What a member of the forum with a preview link gets: the report as readers will see it, and never more."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from .. import preview_links
from ..models import GuardianReportPage


def report_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The report’s latest draft, with public tables only. A link whose day is over says so."""
    try:
        invitation = preview_links.read_invitation(token)
    except preview_links.NotOurs as error:
        raise Http404("No such preview") from error
    report = GuardianReportPage.objects.filter(pk=invitation.report).first()
    if report is None:
        raise Http404("The report is gone")
    if report.is_public:
        return redirect(report.get_url(request))
    if invitation.has_expired(timezone.localdate()):
        return private(render(request, "pages/preview_expired.html", {"until": invitation.until}, status=410))
    draft = report.get_latest_revision_as_object()
    context = draft.get_context(request) | {"preview_until": invitation.until}
    return private(render(request, draft.template, context))


def private(response: HttpResponse) -> HttpResponse:
    """For the holder of the link: not to be kept, listed or passed on as a referrer."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
