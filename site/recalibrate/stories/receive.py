"""Taking in what a form sends: once, and never lost. Refusals come back as words, with all that was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from recalibrate.core.lazy_words import lazy_join
from recalibrate.web import anonymous_forms
from recalibrate.web.anonymous_forms import TokenVerdict
from recalibrate.web.client_address import client_address
from recalibrate.web.rate_limit import count_attempt

from . import spam
from .forms import OpenForm
from .models import SpentToken, days_ahead

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KEPT = _("Nothing you wrote is lost. It is all below.")
FOREIGN = lazy_join(
    _("This seems to come from another site. If you wrote it here, press the button again."), KEPT
)
EXPIRED = lazy_join(_("This page was open for more than a day. Press the button again to send it."), KEPT)
FORGED = lazy_join(_("Something was missing from the form. Press the button again to send it."), KEPT)
SENT_BEFORE = lazy_join(
    _("You have sent this form before, with different words. Press the button again to send these too."), KEPT
)
TOO_MANY = lazy_join(_("We are getting a lot of messages. Please try again in ten minutes."), KEPT)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a form comes back, and the token it comes back with."""

    status: int
    token: str


def receive_submission(
    request: HttpRequest, form: OpenForm, name: str, keep: Callable[[str], object]
) -> Refusal | None:
    """None when it has arrived; `keep` was then called once with the reason to hold it, if there is one."""
    is_from_here, address = anonymous_forms.is_from_here(request), client_address(request)
    is_one_of_many, is_one_too_many = (
        count_attempt(spam.MANY, address) > 0,
        count_attempt(spam.TOO_MANY, address) > 0,
    )
    anonymous_forms.forget_sender(request)
    sent = str(form.data.get("token", ""))
    token = anonymous_forms.read_token(sent, name)
    if not form.is_valid():
        is_good = token.verdict in (TokenVerdict.GOOD, TokenVerdict.TOO_FAST)
        return Refusal(422, sent if is_good else anonymous_forms.issue_token(name))
    if not is_from_here:
        return _refused(form, FOREIGN, 403, anonymous_forms.issue_token(name))
    if token.verdict is TokenVerdict.EXPIRED:
        return _refused(form, EXPIRED, 422, anonymous_forms.issue_token(name, is_again=True))
    if token.verdict is TokenVerdict.FORGED:
        return _refused(form, FORGED, 422, anonymous_forms.issue_token(name))
    if is_one_too_many:
        return _refused(form, TOO_MANY, 429, sent)
    # Dear, so last: and not again for a form that has arrived already.
    if not SpentToken.objects.filter(nonce=token.nonce).exists() and not form.open_files():
        return Refusal(422, sent)
    cleaned = form.cleaned_data
    reason = spam.reason_to_hold(
        cleaned["text"], trap=cleaned["website"], verdict=token.verdict, is_one_of_many=is_one_of_many
    )
    if _once(token.nonce, _digest(form), lambda: keep(reason)):
        return None
    return _refused(form, SENT_BEFORE, 409, anonymous_forms.issue_token(name, is_again=True))


def _refused(form: OpenForm, words: StrOrPromise, status: int, token: str) -> Refusal:
    form.add_error(None, words)
    return Refusal(status, token)


def _once(nonce: str, digest: str, keep: Callable[[], object]) -> bool:
    """Whether it has arrived, now or by an earlier press of the same button; False for other words."""
    try:
        with transaction.atomic():
            SpentToken.objects.create(nonce=nonce, digest=digest, forget_on=days_ahead(2))
            keep()
    except IntegrityError:
        if not (spent := SpentToken.objects.filter(nonce=nonce).first()):
            raise
        return spent.digest == digest
    return True


def _digest(form: OpenForm) -> str:
    """Tells two sendings apart without keeping what was sent."""
    typed = sorted((name, form.data.getlist(name)) for name in form.data if name != "token")  # type: ignore[attr-defined]
    return salted_hmac("recalibrate.stories", repr(typed)).hexdigest()
