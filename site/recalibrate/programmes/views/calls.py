"""Calls of others. Whether one is open the day says: no one takes it off, and no list keeps it for longer."""

from django.http import HttpRequest, HttpResponse, HttpResponseGone
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext

from recalibrate.core.addresses import absolute
from recalibrate.core.cards import cards_of
from recalibrate.core.head import Head
from recalibrate.core.past_slugs import takes_slug_of
from recalibrate.web.kept_until import keep_until, next_midnight

from ..models import OpenCall


def open_calls(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    calls = OpenCall.objects.open_on(today).closing_first().for_cards()
    head = Head(
        canonical_url=absolute(request.path),
        title=gettext("Open calls"),
        name=gettext("Open calls"),
        description=gettext("Studies, surveys and consultations of others that you can take part in."),
    )
    answer = render(request, "pages/open_calls.html", {"cards": cards_of(calls), "head": head})
    return keep_until(request, answer, next_midnight(timezone.now()))


@takes_slug_of(OpenCall)
def open_call(request: HttpRequest, slug: str) -> HttpResponse:
    """For a month after its last day it says that it is closed; then it is gone for good."""
    call = get_object_or_404(OpenCall.objects.for_cards(), slug=slug)
    status = call.status_on(timezone.localdate())
    url = absolute(call.get_absolute_url())
    context = {
        "call": call,
        "status": status,
        "is_open": status in ("open", "closes soon"),
        "states": call.states,
        "head": Head(canonical_url=url, title=call.title, name=call.title, description=call.card().summary),
    }
    if status == "gone":
        return HttpResponseGone(render(request, "pages/open_call.html", context).content)
    return keep_until(
        request, render(request, "pages/open_call.html", context), next_midnight(timezone.now())
    )
