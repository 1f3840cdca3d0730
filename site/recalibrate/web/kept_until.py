"""How long caches may keep an answer that the clock will make untrue."""

from datetime import datetime, time, timedelta
from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from .sessions import has_session

R = TypeVar("R", bound=HttpResponseBase)

FRESH_FOR = 60  # seconds
STALE_FOR = 600  # seconds more, while a new answer is fetched


def cache_control_until(now: datetime, *moments: datetime | None) -> str:
    """Any cache may keep an answer made now, and none past the first of these moments that is to come."""
    left = min(
        (int((one - now).total_seconds()) for one in moments if one and one > now), default=STALE_FOR * 2
    )
    fresh = min(FRESH_FOR, left)
    return f"public, max-age={fresh}, stale-while-revalidate={min(STALE_FOR, left - fresh)}"


def next_midnight(now: datetime) -> datetime:
    """By the clock on the wall."""
    day = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time()))


def keep_until(request: HttpRequest, answer: R, *moments: datetime | None) -> R:
    """Says so in the answer, unless it is an editor's: that one no cache keeps."""
    if not has_session(request) and not getattr(request, "is_preview", False):
        answer["Cache-Control"] = cache_control_until(timezone.now(), *moments)
    return answer
