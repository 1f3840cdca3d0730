"""Forms that anybody may send, without a log-in and without a cookie.

Django's guard against forged requests needs a cookie. These forms act on no log-in; what has to be
refused is another site's page that sends them (browsers say so) and a program that never saw the form (the
token says so).
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

SALT = "recalibrate.open-form"
TOKEN_MAX_AGE = 24 * 3600  # seconds: a colleague may begin before a night shift and finish after it
MIN_FILL_SECONDS = 4  # seconds
WHO_SENT = ("REMOTE_ADDR", "REMOTE_HOST", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED")
WITH_WHAT = ("HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE")


class TokenVerdict(Enum):
    GOOD = "good"
    TOO_FAST = "hurried"
    EXPIRED = "expired"
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class FormToken:
    """What a form's token says of itself. `nonce` is the same each time one copy of a form is sent."""

    verdict: TokenVerdict
    nonce: str = ""


def issue_token(form: str, *, is_again: bool = False) -> str:
    """A new token for one copy of a form. `is_again`: it was written before, so haste is no sign."""
    return signing.dumps([form, secrets.token_urlsafe(12), is_again], salt=SALT)


def read_token(token: str, form: str) -> FormToken:
    """What the token of a form that was sent is worth."""
    try:
        name, nonce, is_again = signing.loads(token, salt=SALT, max_age=TOKEN_MAX_AGE)
    except signing.SignatureExpired:
        return FormToken(TokenVerdict.EXPIRED)
    except (signing.BadSignature, ValueError, TypeError):
        return FormToken(TokenVerdict.FORGED)
    if name != form:
        return FormToken(TokenVerdict.FORGED)
    if not is_again and _age(token) < MIN_FILL_SECONDS:
        return FormToken(TokenVerdict.TOO_FAST, nonce)
    return FormToken(TokenVerdict.GOOD, nonce)


def _age(token: str) -> float:
    """Seconds since a token whose signature is good was issued."""
    stamp = token.rsplit(":", 2)[1]
    return time.time() - signing.b62_decode(stamp)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of ours sent it, as far as the browser tells. Old ones, and programs, tell nothing."""
    came_from = request.headers.get("Sec-Fetch-Site", "")
    if came_from:
        return came_from in ("same-origin", "none")
    origin = request.headers.get("Origin", "")
    ours = {urlsplit(trusted).netloc for trusted in settings.CSRF_TRUSTED_ORIGINS}
    return not origin or urlsplit(origin).netloc in {request.get_host(), *ours}


def forget_sender(request: HttpRequest) -> None:
    """From here on nothing, not even the report of a crash, can say who sent it."""
    for name in (*WHO_SENT, *WITH_WHAT):
        request.META.pop(name, None)
    request.__dict__.pop("headers", None)


def anonymous_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the view of such a form: no cache keeps its answers, and no cookie is asked for."""

    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return guarded
