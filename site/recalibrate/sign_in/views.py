from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as remember_device
from wagtail.admin.views.account import LoginView, PasswordResetView

from recalibrate.core.models import User
from recalibrate.core.qr_code import qr_code
from recalibrate.web.rate_limit import Limit, limited

from . import provider
from .forms import CodeForm, QuietPasswordResetForm, SetUpForm, SignInForm
from .notifications import tell
from .required import has_second_step, owes_second_step
from .second_step import (
    Device,
    backup_codes_left,
    is_backup_code,
    match_device,
    must_wait,
    new_key,
    otpauth_url,
    readable,
    renew_backup_codes,
    set_up,
)

KEY = "second_step_key"  # in the session, until a phone has shown that it has it
SIGN_IN = Limit("sign in", times=40, per=600)
RESET = Limit("password reset", times=10, per=900)
CODES = Limit("second step", times=40, per=600)


def pending_user(request: HttpRequest) -> Any:
    """Who has given the password and owes the second step: a User, or an anonymous one."""
    return request.waiting_user  # type: ignore[attr-defined]


def next_url(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else reverse("wagtailadmin_home")


def to(name: str, after: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': after})}"


class SignIn(LoginView):
    """Wagtail's, but it goes on to the second step where there is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trust_account = provider.name() if provider.is_on() else ""
        ours = {"site_name": settings.WAGTAIL_SITE_NAME, "trust_account": trust_account}
        return super().get_context_data(**kwargs) | ours

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if pending_user(request).is_authenticated:
            return redirect(to("second-step", next_url(request)))
        return super().get(request, *args, **kwargs)

    def get_success_url(self) -> str:
        url = super().get_success_url()
        return to("second-step", url) if owes_second_step(self.request.user) else url


class AskForReset(PasswordResetView):
    def get_form_class(self) -> type[QuietPasswordResetForm]:
        return QuietPasswordResetForm


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@limited(CODES)
def second_step(request: HttpRequest) -> HttpResponse:
    """Asks for a code once the password is given."""
    user = pending_user(request)
    if not user.is_authenticated:
        return redirect(to("wagtailadmin_login", next_url(request)))
    if not has_second_step(user):
        return redirect(to("second-step-set-up", next_url(request)))
    form = CodeForm(request.POST or None)
    if form.is_valid() and (device := verify_code(form, user)):
        arrive(request, user, device)
        if is_backup_code(form.cleaned_data["code"]):
            tell(user, "sign_in.backup", by=user, left=backup_codes_left(user))
        return redirect(next_url(request))
    return render(request, "admin/second_step.html", {"form": form, "next": next_url(request)})


def verify_code(form: CodeForm, user: User) -> Device | None:
    """The device that the code is from; without one, the form says what to do."""
    typed = form.cleaned_data["code"]
    if wait := must_wait(user, typed):
        form.add_error(
            "code",
            gettext("Too many tries. Wait %(wait)s seconds, then type a new code.") % {"wait": wait},
        )
        return None
    device = match_device(user, typed)
    if device is None:
        form.add_error(
            "code", gettext("That code is not right. Each code works once; wait for the next one.")
        )
    return device


def arrive(request: HttpRequest, user: User, device: Device) -> None:
    """From here on the session is signed in, under a new number."""
    request.user = user
    request.session.cycle_key()
    request.session.pop(KEY, None)
    remember_device(request, device)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@limited(CODES)
def set_up_phone(request: HttpRequest) -> HttpResponse:
    """The walk from no phone to a phone, for colleagues who must, or may and want to."""
    is_waiting = pending_user(request).is_authenticated
    user: Any = pending_user(request) if is_waiting else request.user
    if not user.is_authenticated or (is_waiting and has_second_step(user)):
        return redirect(to("second-step" if is_waiting else "wagtailadmin_login", next_url(request)))
    key = request.session.setdefault(KEY, new_key())
    form = SetUpForm(user, request.POST or None, asks_password=not is_waiting and user.has_usable_password())
    if form.is_valid():
        if codes := set_up(user, key, form.cleaned_data["code"]):
            arrive(request, user, user.totpdevice_set.get())
            tell(user, "sign_in.set_up", by=user)
            return show_codes(request, codes)
        form.add_error(
            "code",
            gettext("Your phone shows a different code. Check its clock, and type the code it shows now."),
        )
    return render(request, "admin/second_step_set_up.html", set_up_context(request, user, key, form))


def set_up_context(request: HttpRequest, user: User, key: str, form: SetUpForm) -> dict[str, object]:
    otpauth = otpauth_url(user, key, site=settings.WAGTAIL_SITE_NAME)
    return {
        "form": form,
        "next": next_url(request),
        "code": qr_code(otpauth),
        "otpauth": otpauth,
        "key": readable(key),
        "replaces": has_second_step(user),
        "is_asked": request.user.is_anonymous,
    }


def show_codes(request: HttpRequest, codes: tuple[str, ...]) -> HttpResponse:
    return render(request, "admin/second_step_codes.html", {"codes": codes, "next": next_url(request)})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@limited(CODES)
def new_backup_codes(request: HttpRequest) -> HttpResponse:
    """New codes for a colleague who shows one from the phone, so that no computer left alone gives them away."""
    user: Any = request.user
    if not user.is_authenticated or not has_second_step(user):
        return redirect(to("second-step-set-up", next_url(request)))
    form = CodeForm(request.POST or None)
    if form.is_valid() and verify_code(form, user):
        tell(user, "sign_in.renewed", by=user)
        return show_codes(request, renew_backup_codes(user))
    left = backup_codes_left(user)
    return render(request, "admin/second_step_renew.html", {"form": form, "left": left})


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Also for a colleague who owes the second step."""
    logout(request)
    response = redirect("wagtailadmin_login")
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite=settings.SESSION_COOKIE_SAMESITE)
    return response
