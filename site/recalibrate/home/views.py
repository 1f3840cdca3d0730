from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from blog.models import PostPage
from recalibrate.core.announcing import announce
from recalibrate.core.models import StateOfMind

from .state_page import state_context


def state(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = get_object_or_404(StateOfMind, slug=slug)
    context = state_context(chosen) | {"syndication_links": announce(chosen.name, f"states/{chosen.slug}")}
    return render(request, "pages/state.html", context)


def state_list(request: HttpRequest) -> HttpResponse:
    """Where “I don't know” leads: every state, and one short thing to read."""
    states = list(StateOfMind.objects.all())
    shortest = (
        PostPage.objects.published().may_be_featured().for_cards().order_by("minutes", "-first_published_at")
    )
    read = shortest.first()
    return render(
        request,
        "pages/state_list.html",
        {
            "states": [state for state in states if state.is_on_home_page],
            "more_states": [state for state in states if not state.is_on_home_page],
            "one_read": read and read.card(),
        },
    )
