"""Letting the forum read a report before the board has met: a mail with a link that expires."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import PagePermissionTester

from . import publication
from .forms import InvitationForm
from .models import GuardianReportPage
from .outlook_agreement import record_agreement
from .preview_links import Invitation
from .views.outlook import outlook_context, was_agreed


def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, and what it sends. For those who may edit the report; not for one that is public."""
    report = get_object_or_404(GuardianReportPage, pk=pk)
    permissions: PagePermissionTester = report.permissions_for_user(request.user)
    if not permissions.can_edit():
        raise PermissionDenied
    if report.is_public:
        messages.info(request, "This report is published: send its address instead.")
        return redirect("wagtailadmin_pages:edit", report.pk)
    form = InvitationForm(request.POST or None)
    shown: dict[str, Any] = {"report": report}
    if report.quarter:
        shown = outlook_context(report, publication.outlook(report), request.user)
    is_agreed = not report.quarter or was_agreed(request, shown["outlook"])
    if request.method == "POST" and not is_agreed:
        messages.error(request, "Not sent yet: look at what they will see, and agree to it.")
    if request.method != "POST" or not form.is_valid() or not is_agreed:
        return render(request, "admin/invite.html", shown | {"form": form})
    invitation = Invitation(report.pk, timezone.localdate() + timedelta(days=form.cleaned_data["days"]))
    with transaction.atomic():
        # What others get to see now must stay withheld in whatever is published later.
        publication.remember_suppressed(with_draft=report)
        if report.quarter:
            record_agreement(report, shown["outlook"], user=request.user)
        sent = send_invitations(
            report, invitation, form.cleaned_data["addresses"], form.cleaned_data["message"]
        )
    messages.success(request, f"On its way to {sent} {'person' if sent == 1 else 'people'}.")
    return render(request, "admin/invite.html", {"report": report, "invitation": invitation})


def send_invitations(
    report: GuardianReportPage, invitation: Invitation, addresses: Sequence[str], message: str
) -> int:
    """A mail to each, on their own, left to the worker; how many."""
    text = render_to_string(
        "mail/invitation.txt", {"report": report, "invitation": invitation, "message": message}
    )
    subject = f"To read before the board meets: {report.period.name}"
    mails = [EmailMessage(subject, text, to=[address]) for address in addresses]
    return get_connection().send_messages(mails) or 0
