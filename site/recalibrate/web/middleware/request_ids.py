"""Each request has an id, on its log lines and on its answer, so that a report finds its trace."""

import logging
import re
from collections.abc import Callable
from secrets import token_hex
from time import monotonic

from django.http import HttpRequest, HttpResponse

from recalibrate.infra.request_id import request_id

logger = logging.getLogger("recalibrate.requests")

HEADER = "X-Request-ID"
_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestIdMiddleware:
    """Takes the proxy's id if it looks like one. One log line for each request that reaches Django.

    That line names the route, never the address: a path may hold a token, a query what a reader looked for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        token, began = request_id.set(given if _SANE.fullmatch(given) else token_hex(16)), monotonic()
        try:
            response = self.get_response(request)
            response[HEADER] = request_id.get()
            log_request(request, response, monotonic() - began)
            return response
        finally:
            request_id.reset(token)


def log_request(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match = request.resolver_match
    route = match.route if match else ""
    logger.info(
        "%s %s %d in %d ms",
        request.method,
        route or "(no route)",
        response.status_code,
        seconds * 1000,
        extra={"method": request.method, "route": route, "status": response.status_code},
    )
