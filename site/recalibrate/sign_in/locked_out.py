from typing import Any

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse

from recalibrate.web.rate_limit import too_many


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """The same answer whether the log-in exists or not."""
    cool_off = get_cool_off(request)
    return too_many(int(cool_off.total_seconds()) if cool_off else 900)
