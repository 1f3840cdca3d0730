"""How many subscribe, as feed readers' own servers tell: daily totals, and nothing about anybody.

A service that fetches a feed once for many people says for how many in its User-Agent. We keep that number
by day, feed and service; requests from single readers leave no trace.
"""

import re
from datetime import date
from typing import NamedTuple

from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.utils import timezone

from .models import DailySubscribers
from .subjects import subject_at

_TELLS = re.compile(r"(?<!\d)(\d{1,7}) (?:subscriber|reader)s?\b", re.I)
_NAME = re.compile(r"[A-Za-z][A-Za-z.]*(?: [A-Za-z.]+)*(?=[/ ;(,-])")
LONGEST_NAME = 40  # characters: DailySubscribers.service is as wide
MOST_ROWS_A_DAY = 2_000  # whatever strangers send, a day's rows end here
A_DAY = 24 * 3600  # seconds


class Declared(NamedTuple):
    service: str
    subscribers: int


def declared(user_agent: str) -> Declared | None:
    """What a User-Agent says of itself: “Feedly/1.0 (+…; 16 subscribers; …)” is Feedly with 16."""
    number = _TELLS.search(user_agent)
    name = _NAME.match(user_agent)
    if number is None or name is None:
        return None
    return Declared(name.group().removesuffix(" feed")[:LONGEST_NAME], int(number.group(1)))


def count(request: HttpRequest, subject_path: str, *, today: date | None = None) -> None:
    """Note what the request declares; the database is asked once a day for each service and feed."""
    told = declared(request.headers.get("User-Agent", "")[:400])
    if told is None:
        return
    day = today or timezone.localdate()
    key = f"subscribers:{day}:{subject_path}:{told.service}:{told.subscribers}".replace(" ", "_")
    if not cache.add(key, 1, A_DAY):
        return
    try:
        subject_at(subject_path)
    except Http404:
        return
    if DailySubscribers.objects.filter(day=day).count() < MOST_ROWS_A_DAY:
        DailySubscribers.objects.update_or_create(
            day=day, path=subject_path, service=told.service, defaults={"subscribers": told.subscribers}
        )
