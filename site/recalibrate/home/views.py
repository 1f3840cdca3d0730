from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from recalibrate.core.addresses import absolute
from recalibrate.core.feed_autodiscovery import feed_links
from recalibrate.core.head import NEUTRAL_TITLE, Head
from recalibrate.core.models import StateOfMind
from recalibrate.core.models.state_of_mind import WayIn, states_of_mind
from recalibrate.core.past_slugs import takes_slug_of
from recalibrate.web.kept_until import keep_until, next_midnight
from recalibrate.web.sessions import has_session

from .chosen_posts import read_now
from .hours import shift_at
from .state_page import state_context


@takes_slug_of(StateOfMind)
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """A state's page. Its one read turns with the day, and so does what caches may keep."""
    now = timezone.now()
    context = state_context(slug, shift_at(now).day)
    chosen = context["state"]
    context |= {
        "head": head_of(chosen),
        "syndication_links": feed_links(chosen.name, f"states/{chosen.slug}"),
    }
    answer = render(request, "pages/state.html", context)
    # Tomorrow's read is another; a session that is over and a call that has closed are off.
    return keep_until(request, answer, shift_at(now).ends_at, next_midnight(now), context["true_until"])


def head_of(state: StateOfMind) -> Head:
    """Said of no reader: a tab or a chat preview never says how a person is."""
    return Head(
        canonical_url=absolute(state.get_absolute_url()),
        title=str(NEUTRAL_TITLE),
        name=state.label.capitalize(),
    )


def state_list(request: HttpRequest) -> HttpResponse:
    """Where “I don’t know” leads: one gentle read, three questions, and every word we have."""
    now = timezone.now()
    states = list(states_of_mind())
    asked: dict[str, list[StateOfMind]] = defaultdict(list)
    for each in states:
        asked[each.way_in].append(each)
    answer = render(
        request,
        "pages/state_list.html",
        {
            "questions": [(way.label, asked[way]) for way in WayIn if asked[way]],
            "unasked": asked[""],
            "read_now": read_now(shift_at(now), states),
        },
    )
    if not has_session(request):
        answer["Cache-Control"] = shift_at(now).cache_control(now)
    return answer
