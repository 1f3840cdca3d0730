"""How often one address may ask for what is dear: `@limited(Limit("search", 60, per=60))` on a view.

What is counted is a number under a keyed hash of the address and of the hour hand, in the cache, for two
periods; no address is kept anywhere. Where the cache does not answer everybody is let in: a site for tired
people fails open. Limits are generous, for a whole hospital may share one address.
"""

import logging
import math
import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from .client_address import client_address, network_of

logger = logging.getLogger(__name__)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Limit(NamedTuple):
    name: str
    times: int
    per: int  # seconds


ROUNDING = 1e-6  # 21 * (1 - 20 / 60) is a hair above 14, and who has waited as long as told must be let in


def wait_for(limit: Limit, before: int, now: int, elapsed: float) -> int:
    """Seconds until one more fits under the limit, 0 if it does already.

    `before` and `now` were counted in the last period and in this one, `elapsed` seconds old. The last
    period counts for the part of it that a window sliding with the clock still covers.
    """
    room = limit.times - 1
    if now > room:  # not before the next period, which this one slides out of
        return math.ceil(limit.per - elapsed + limit.per * (1 - room / now))
    if now * limit.per + before * (limit.per - elapsed) <= room * limit.per + ROUNDING:
        return 0
    return max(1, math.ceil(limit.per * (1 - (room - now) / before) - elapsed))


def count_attempt(limit: Limit, address: str) -> int:
    """Count one more from this address. Returns the seconds it must wait, 0 if it may go on."""
    if not settings.RATE_LIMITS:
        return 0
    period, elapsed = divmod(time.time(), limit.per)
    try:
        cache = caches["rate_limits"]
        before = cache.get(_key(limit, address, int(period) - 1)) or 0
        key = _key(limit, address, int(period))
        wait = wait_for(limit, before, cache.get(key) or 0, elapsed)
        if not wait:  # who is refused is not counted again, so that trying does not make it longer
            _count(cache, key, 2 * limit.per)
        return wait
    except (OSError, RedisError, ValueError) as error:
        logger.warning("Rate limits are not kept: the cache does not answer (%s)", type(error).__name__)
        return 0


def _count(cache: BaseCache, key: str, seconds: int) -> None:
    if not cache.add(key, 1, timeout=seconds):
        cache.incr(key)


def _key(limit: Limit, address: str, period: int) -> str:
    told = salted_hmac("rate limit", f"{limit.name}|{period}|{network_of(address)}", algorithm="sha256")
    return f"limit-{told.hexdigest()[:32]}"


def is_post(request: HttpRequest) -> bool:
    return request.method == "POST"


def limited(limit: Limit, counts: Callable[[HttpRequest], bool] = is_post) -> Callable[[View[P]], View[P]]:
    """Answer 429 to an address that asks more often; only requests that `counts` picks are counted."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            wait = count_attempt(limit, client_address(request)) if counts(request) else 0
            return too_many(wait) if wait else view(request, *args, **kwargs)

        return answer

    return decorate


def too_many(wait: int) -> HttpResponse:
    """Please wait, in kind words; needs neither database nor session."""
    minutes = math.ceil(wait / 60)
    page = loader.render_to_string("429.html", {"minutes": minutes})
    headers = {"Retry-After": str(wait), "Cache-Control": "private, no-store"}
    return HttpResponse(page, status=429, headers=headers)
