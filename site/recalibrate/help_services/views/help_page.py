from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from recalibrate.web.sessions import has_session

from ..directory import NATIONS, services_by_group, true_for

FRESH, STALE = 60, 600  # seconds a cache may keep a page, and show it while it asks for another


def help_directory(request: HttpRequest) -> HttpResponse:
    """Everybody to talk to, most urgent first; `?nation=` leaves out what is for other nations."""
    slug = request.GET.get("nation", "")
    if slug and slug not in NATIONS:
        raise Http404("No such nation")
    now = timezone.now()
    shown = services_by_group(now, NATIONS.get(slug, ""))
    context = {"groups": shown, "at": now, "nations": NATIONS.items(), "chosen_nation": slug}
    response = render(request, "pages/help.html", context)
    if not has_session(request):
        response["Cache-Control"] = cache_control(true_for(shown, now))
    return response


def cache_control(remaining: timedelta | None) -> str:
    """No cache says “open now” after closing time."""
    seconds = FRESH + STALE if remaining is None else max(int(remaining.total_seconds()), 0)
    fresh = min(FRESH, seconds)
    return f"public, max-age={fresh}, stale-while-revalidate={min(STALE, seconds - fresh)}"
