"""Removing a colleague's second step, when the phone and the codes are gone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from recalibrate.core.models import User

from .linking import unlink
from .notifications import tell
from .second_step import reset
from .separation import why_not_changed


def may_reset(actor: User, user: User) -> bool:
    """Those who look after log-ins, for others; an administrator's only for administrators."""
    is_allowed = actor.has_perm("core.change_user") and actor.pk != user.pk
    return is_allowed and (actor.is_superuser or not (user.is_superuser or why_not_changed(actor, user)))


@require_http_methods(["GET", "HEAD", "POST"])
def reset_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    actor: Any = request.user
    user = get_object_or_404(User, pk=pk)
    if not may_reset(actor, user):
        raise PermissionDenied
    if request.method == "POST":
        reset(user)
        tell(user, "sign_in.reset", by=actor, who=str(actor))
        messages.success(request, gettext("The second step of %(user)s was removed.") % {"user": user})
        return redirect("wagtailusers_users:index")
    return render(request, "admin/second_step_reset.html", {"colleague": user})


@require_http_methods(["GET", "HEAD", "POST"])
def unlink_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """For the day an account of the Trust became another one; the colleague then needs a new password."""
    actor: Any = request.user
    user = get_object_or_404(User, pk=pk)
    if not may_reset(actor, user):
        raise PermissionDenied
    if request.method == "POST":
        unlink(user, by=actor)
        messages.success(
            request,
            gettext("%(user)s is unlinked. Give them a password, for the time being.") % {"user": user},
        )
        return redirect("wagtailusers_users:edit", user.pk)
    return render(request, "admin/trust_account_unlink.html", {"colleague": user})
