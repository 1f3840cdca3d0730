"""What a member of the forum with a preview link gets: the report as readers will see it, and never more."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from .. import preview_links, publication
from ..models import GuardianReportPage
from ..preview_links import Invitation


def report_preview(request: HttpRequest, token: str) -> HttpResponse:
    """One version of the report, with public tables only. A link whose day is over, or that was taken back, or whose
    figures have changed since, says so."""
    try:
        invitation = preview_links.read_invitation(token)
    except preview_links.NotOurs as error:
        raise Http404("No such preview") from error
    report = GuardianReportPage.objects.filter(pk=invitation.report).first()
    if report is None:
        raise Http404("The report is gone")
    if report.is_public:
        return redirect(report.get_url(request))
    ended = {"until": invitation.until, "is_revoked": preview_links.is_revoked(invitation)}
    if invitation.has_expired(timezone.localdate()) or ended["is_revoked"]:
        return private(render(request, "pages/preview_expired.html", ended, status=410))
    draft = version_shown(report, invitation)
    if draft is None:
        return private(
            render(request, "pages/preview_expired.html", ended | {"is_changed": True}, status=410)
        )
    said = {"preview_until": invitation.until, "preview_for": invitation.made_for}
    return private(render(request, draft.template, draft.get_context(request) | said))


def version_shown(report: GuardianReportPage, invitation: Invitation) -> GuardianReportPage | None:
    """The words as they were when the link was made; nothing where its figures have changed since."""
    if not invitation.revision:
        return report.get_latest_revision_as_object()  # type: ignore[no-any-return]
    revision = report.revisions.filter(pk=invitation.revision).first()
    draft = revision.as_object() if revision else None
    if (
        draft is None
        or preview_links.fingerprint(publication.figures_for(draft).figures) != invitation.figures
    ):
        return None
    return draft  # type: ignore[no-any-return]


def private(response: HttpResponse) -> HttpResponse:
    """For the holder of the link: not to be kept, listed or passed on as a referrer."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
