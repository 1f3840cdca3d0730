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
from django.utils.translation import gettext, ngettext
from wagtail.models import PagePermissionTester

from . import publication
from .forms import InvitationForm
from .models import GuardianReportPage
from .outlook_agreement import record_agreement
from .preview_links import Invitation, fingerprint, links_that_work, make_known, revoke_all
from .views.outlook import outlook_context, was_agreed


def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, and what it sends. For those who may edit the report; not for one that is public."""
    report = get_object_or_404(GuardianReportPage, pk=pk)
    permissions: PagePermissionTester = report.permissions_for_user(request.user)
    if not permissions.can_edit():
        raise PermissionDenied
    if report.is_public:
        messages.info(request, gettext("This report is published: send its address instead."))
        return redirect("wagtailadmin_pages:edit", report.pk)
    if request.method == "POST" and "revoke" in request.POST:
        revoke_all(report, request.user)
        messages.success(request, gettext("All links to this report that were sent so far have ended."))
        return redirect("guardian-invite", report.pk)
    form = InvitationForm(request.POST or None)
    shown: dict[str, Any] = {"report": report}
    if report.quarter:
        shown = outlook_context(report, publication.outlook(report), request.user)
    shown["links"] = links_that_work(report, timezone.localdate())
    is_agreed = not report.quarter or was_agreed(request, shown["outlook"])
    if request.method == "POST" and not is_agreed:
        messages.error(request, gettext("Not sent yet: look at what they will see, and agree to it."))
    if request.method != "POST" or not form.is_valid() or not is_agreed:
        return render(request, "admin/invite.html", shown | {"form": form})
    with transaction.atomic():
        # What others get to see now must stay withheld in whatever is published later.
        publication.remember_suppressed(with_draft=report)
        if report.quarter:
            record_agreement(report, shown["outlook"], user=request.user)
        invitation = invitation_to(report, form.cleaned_data)
        make_known(report, invitation, request.user)
        sent = send_invitations(
            report, invitation, form.cleaned_data["addresses"], form.cleaned_data["message"]
        )
    messages.success(
        request,
        ngettext("We are sending it to %(sent)s person.", "We are sending it to %(sent)s people.", sent)
        % {"sent": sent},
    )
    return render(request, "admin/invite.html", {"report": report, "invitation": invitation})


def invitation_to(report: GuardianReportPage, said: dict[str, Any]) -> Invitation:
    """To the version that is there now, with the figures that readers would see now."""
    revision = report.latest_revision or report.save_revision()
    return Invitation(
        report.pk,
        timezone.localdate() + timedelta(days=said["days"]),
        revision.pk,
        said["made_for"],
        timezone.now().isoformat(),
        fingerprint(publication.figures_for(revision.as_object()).figures),
    )


def send_invitations(
    report: GuardianReportPage, invitation: Invitation, addresses: Sequence[str], message: str
) -> int:
    """A mail to each, on their own, left to the worker; how many."""
    text = render_to_string(
        "mail/invitation.txt", {"report": report, "invitation": invitation, "message": message}
    )
    subject = gettext("To read before the board meets: %(name)s") % {"name": report.period.name}
    mails = [EmailMessage(subject, text, to=[address]) for address in addresses]
    return get_connection().send_messages(mails) or 0
