"""Inviting a colleague, and taking the invitation up."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from recalibrate.core.models import User
from recalibrate.web.rate_limit import Limit, limited

from . import provider
from .colleagues import may_reset
from .forms import InvitationForm, JoinForm
from .invitations import invited_user, is_waiting
from .required import owes_second_step
from .tasks import send_invitation
from .views import to

JOINS = Limit("invitation", times=30, per=600)
BACKEND = "recalibrate.staff.auth_backend.Backend"


def send(request: HttpRequest, user: User) -> None:
    actor: Any = request.user
    log(instance=user, action="sign_in.invited", user=actor)
    send_invitation.enqueue(user.pk, actor.get_full_name() or str(actor))
    messages.success(
        request,
        _("An invitation is on its way to %(email)s. Its link works once, for seven days.")
        % {"email": user.email},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    actor: Any = request.user
    if not actor.has_perm("core.add_user"):
        raise PermissionDenied
    form = InvitationForm(actor, request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            send(request, form.save())
        return redirect("wagtailusers_users:index")
    return render(request, "admin/invite_colleague.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link; the one before stops working."""
    actor: Any = request.user
    user = get_object_or_404(User, pk=pk)
    if not may_reset(actor, user) or not is_waiting(user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "admin/invite_again.html", {"colleague": user})
    user.set_unusable_password()  # another row of random letters: the link before no longer fits
    user.save(update_fields=["password"])
    send(request, user)
    return redirect("wagtailusers_users:index")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@limited(JOINS)
def join(request: HttpRequest, token: str) -> HttpResponse:
    """A colleague chooses a name and a password, or goes on to the Trust’s account, and is signed in."""
    user = invited_user(token)
    if user is None:
        return render(request, "admin/invitation_over.html", status=410)
    form = JoinForm(user, request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            form.save()
            log(instance=user, action="sign_in.joined", user=user)
        login(request, user, backend=BACKEND)
        home = reverse("wagtailadmin_home")
        return redirect(to("second-step", home) if owes_second_step(user) else home)
    trust_account = f"{reverse('trust-account')}?invitation={token}" if provider.is_on() else ""
    context = {"form": form, "trust_account": trust_account, "name": provider.name(), "invited": user}
    return render(request, "admin/invitation.html", context)
