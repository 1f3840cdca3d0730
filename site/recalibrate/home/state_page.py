"""What a state of mind's page shows: four things first, then two equal halves."""

from datetime import date
from typing import Any

from django.http import Http404

from recalibrate.core.models import StateOfMind
from recalibrate.help_services.models import HelpService

from . import state_sources
from .choosing import Placed, first_four, halves
from .daily_read import turned
from .one_thing import opening

NEIGHBOURS_BELOW = 3  # beside the one that is read first


def state_context(slug: str, day: date) -> dict[str, Any]:
    """Everything the page needs on a day, in a fixed number of queries; 404 for a state there is not."""
    states = list(StateOfMind.objects.with_related_to(slug))
    state = next((state for state in states if state.slug == slug), None)
    if state is None:
        raise Http404("No such state of mind")
    related = [other for other in states if other.is_close]
    stories = state_sources.stories(state)
    has_read = any(story.may_be_featured for story in stories)
    neighbours = [] if has_read else turned(state_sources.neighbours(related), day)
    four = first_four(
        stories,
        neighbours=neighbours,
        try_now=state.try_now,
        change=state.what_should_change,
        words=f"{state.name} {state.label} {state.intro} {state.search_words}",
        day=day,
    )
    others = list(state_sources.others(state))
    to_try = next((one.card for one in others if one.is_to_try), None)
    placed = [*(Placed("for-you", story.card) for story in stories), *others]
    for_you, for_all = halves(placed, shown=four.shown | ({to_try.url} if to_try else set()))
    first_sentence, rest = opening(state.intro)
    return {
        "state": state,
        "opening": first_sentence,
        "rest_of_intro": rest,
        "four": four,
        "to_try": to_try,
        "true_until": min((one.until for one in others if one.until), default=None),
        "is_borrowed": not has_read,
        "talk_to": HelpService.objects.for_state(state),
        "for_you": for_you,
        "for_all": for_all,
        "neighbours": neighbours[1 : NEIGHBOURS_BELOW + 1],
        "related_states": related,
        "other_states": [other for other in states if other != state],
    }
