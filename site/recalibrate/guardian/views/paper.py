"""The paper for the board, before it meets: made by those who may edit the report, once they have looked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from .. import publication
from ..models import GuardianReportPage
from ..outlook_agreement import may_go_out
from .downloads import paper_response


def board_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest draft as a Word document. What the board gets to see stays withheld in what is published later,
    as with what the forum sees."""
    report = get_object_or_404(GuardianReportPage, pk=pk)
    if not report.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if report.quarter and not report.is_public and not may_go_out(report, publication.outlook(report)):
        messages.error(request, _("Look first at what the board will see, and agree to it."))
        return redirect("guardian-look", report.pk)
    if request.method != "POST":
        return render(request, "admin/board_paper.html", {"report": report})
    if not report.is_public:
        publication.remember_suppressed(with_draft=report)
    draft = report.get_latest_revision_as_object() if report.latest_revision_id else report
    return paper_response(request, draft)
