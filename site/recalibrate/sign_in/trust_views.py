"""Signing in with the Trust’s own account, and linking it with a log-in that is there already."""

import logging
from typing import Any, NoReturn

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from recalibrate.core.addresses import absolute
from recalibrate.core.models import User
from recalibrate.web.rate_limit import Limit, limited

from . import linking, provider
from .forms import PasswordForm
from .invitations import invited_user
from .required import VOUCHED, owes_second_step
from .views import next_url, to

log = logging.getLogger(__name__)
BACKEND = "recalibrate.staff.auth_backend.Backend"
BEGUN = "trust_account_begun"  # in the session: what the answer is for
ATTEMPTS = Limit("trust account", times=40, per=600)


def always(request: HttpRequest) -> bool:
    return True


def only_if_on() -> None:
    if not provider.is_on():
        raise Http404


def give_up(request: HttpRequest, refused: provider.Refused) -> HttpResponse:
    """Back to where one may sign in by password, with the reason in words."""
    log.warning("The Trust’s account was not taken: %s (%s)", refused.why, refused.detail)
    messages.error(request, str(refused))
    return redirect("wagtailadmin_account" if request.user.is_authenticated else "wagtailadmin_login")


def ask_provider(request: HttpRequest, **begun: object) -> HttpResponse:
    try:
        answer = provider.ask(request, absolute(reverse("trust-account-answer")))
    except provider.Refused as refused:
        return give_up(request, refused)
    request.session[BEGUN] = begun
    return answer


@never_cache
@require_safe
@limited(ATTEMPTS, always)
def begin(request: HttpRequest) -> HttpResponse:
    """To the provider; for a colleague with an invitation, to finish it with that account."""
    only_if_on()
    invitation = request.GET.get("invitation", "")
    if invitation and invited_user(invitation) is None:
        return redirect("invitation", invitation)
    return ask_provider(request, next=next_url(request), invitation=invitation)


@never_cache
@require_safe
@limited(ATTEMPTS, always)
def answer(request: HttpRequest) -> HttpResponse:
    """Where the provider sends people back to."""
    only_if_on()
    begun: dict[str, Any] = request.session.pop(BEGUN, {})
    try:
        identity = provider.answered(request)
        if begun.get("link"):
            return finish_linking(request, identity, begun)
        if token := begun.get("invitation"):
            link_invited(identity, token)
        user = linking.colleague(identity)
    except provider.Refused as refused:
        return give_up(request, refused)
    return arrive(request, user, identity, begun.get("next") or reverse("wagtailadmin_home"))


def link_invited(identity: provider.Identity, token: str) -> None:
    user = invited_user(token)
    if user is None:
        refuse("stale")
    linking.link(user, identity, by=user)


def refuse(why: str) -> NoReturn:
    raise provider.Refused(why)


def arrive(request: HttpRequest, user: User, identity: provider.Identity, after: str) -> HttpResponse:
    """Signed in; with our own second step still to come where the provider does not say that it asked for one."""
    login(request, user, backend=BACKEND)
    if identity.has_second_step:
        request.session[VOUCHED] = True
    if identity.email and identity.email.lower() != user.email.lower():
        messages.info(
            request,
            _("%(account)s has the e-mail address %(there)s; ours is %(here)s. Mails go to ours, until you change "
              "it under Account.")
            % {"account": provider.name(), "there": identity.email, "here": user.email or _("none")},
        )  # fmt: skip
    is_owed = not identity.has_second_step and owes_second_step(user)
    return redirect(to("second-step", after) if is_owed else after)


def finish_linking(request: HttpRequest, identity: provider.Identity, begun: dict[str, Any]) -> HttpResponse:
    user: Any = request.user
    if user.pk != begun["link"]:
        refuse("stale")
    linking.link(user, identity, by=user)
    update_session_auth_hash(request, user)
    messages.success(
        request,
        _("From now on you sign in with %(name)s, and with no password here.") % {"name": provider.name()},
    )
    return redirect("wagtailadmin_account")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@limited(ATTEMPTS)
def link(request: HttpRequest) -> HttpResponse:
    """Asks for the password first: a computer left alone links no stranger’s account."""
    only_if_on()
    user: Any = request.user
    if linking.is_linked(user):
        messages.info(request, _("You sign in with %(name)s already.") % {"name": provider.name()})
        return redirect("wagtailadmin_account")
    form = PasswordForm(user, request.POST or None)
    if form.is_valid():
        # A link, not a redirect: no form of ours may lead to another server (form-action).
        request.session[BEGUN] = {"may_link": user.pk}
        return render(request, "admin/trust_account_go_on.html", {"name": provider.name()})
    return render(request, "admin/trust_account_link.html", {"form": form, "name": provider.name()})


@never_cache
@require_safe
@limited(ATTEMPTS, always)
def go_on(request: HttpRequest) -> HttpResponse:
    only_if_on()
    begun: dict[str, Any] = request.session.pop(BEGUN, {})
    if begun.get("may_link") != request.user.pk:
        return redirect("trust-account-link")
    return ask_provider(request, link=request.user.pk)
