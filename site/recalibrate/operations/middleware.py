"""For those who watch over processes: /healthz and /readyz, before anything that could keep them from it."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from recalibrate.infra.seldom import Seldom

from .readiness import readiness

logger = logging.getLogger(__name__)

WORDS = {True: "ok", False: "failed", None: "not asked: the database is away"}


class HealthCheckMiddleware:
    """Asked by address, without TLS, under any host name: so it stands first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.seldom = Seldom()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return probe_response({"status": "ok"}, 200)
        if request.path == "/readyz":
            found = readiness()
            status = "ok" if all(found.values()) else "not ready"
            words = {name: WORDS[holds] for name, holds in found.items()}
            if status != "ok" and self.seldom.lets_through():
                logger.warning("Not ready: %s.", ", ".join(name for name in found if not found[name]))
            return probe_response({"status": status, "checks": words}, 200 if status == "ok" else 503)
        return self.get_response(request)


def probe_response(told: dict[str, object], status: int) -> JsonResponse:
    response = JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})
    # Who asks every few seconds is told by the answer; Django would log each one as an error of the site.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
