from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from blog.models import PostPage
from recalibrate.core.addresses import absolute
from recalibrate.core.announcing import announce
from recalibrate.core.head import NEUTRAL_TITLE, Head
from recalibrate.core.models import StateOfMind

from .state_page import state_context


def state(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = get_object_or_404(StateOfMind, slug=slug)
    context = state_context(chosen) | {
        "head": head_of(chosen),
        "syndication_links": announce(chosen.name, f"states/{chosen.slug}"),
    }
    return render(request, "pages/state.html", context)


def head_of(state: StateOfMind) -> Head:
    """Said of nobody: what stands in a tab or a chat preview never says how somebody is."""
    return Head(
        canonical_url=absolute(state.get_absolute_url()), title=NEUTRAL_TITLE, name=state.label.capitalize()
    )


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
