"""Sessions that end: after a time without a sign of life, and at the end of a long shift in any case."""

import time
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest

BEGAN, SEEN = "began_at", "seen_at"  # seconds since 1970, in the session
NOTED_EVERY = 60  # seconds: not every request writes to the database
# An editor's page that is left open asks every few seconds who else is here: that is no sign of life.
ASKED_BY_ITSELF = "/editing-sessions/"

SessionExpiry = Literal["idle", "long", ""]


def begin(request: HttpRequest, **kwargs: Any) -> None:
    now = time.time()
    request.session[BEGAN] = request.session[SEEN] = now


def session_expiry(request: HttpRequest) -> SessionExpiry:
    """Why this session is over, if it is; otherwise it counts from now, if the colleague is there."""
    now = time.time()
    began, seen = request.session.get(BEGAN, 0), request.session.get(SEEN, 0)
    if now - began > settings.SESSION_LONGEST:
        return "long"
    if now - seen > settings.SESSION_IDLE:
        return "idle"
    if now - seen > NOTED_EVERY and ASKED_BY_ITSELF not in request.path:
        request.session[SEEN] = now
    return ""
