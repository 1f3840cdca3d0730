from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from recalibrate.core.models import StateOfMind
from recalibrate.core.models.state_of_mind import states_of_mind
from recalibrate.core.pagination import paginate
from recalibrate.core.public_kinds import public_kinds
from recalibrate.help_services.models import HelpService
from recalibrate.language.distress import is_distressed
from recalibrate.web.rate_limit import Limit, limited

from .query import Query, parse_query
from .results import Asked, other_spelling, results, run_search
from .suggest import offerable

# Nothing keeps what a reader looked for: no cache, no log of ours, no shared computer's history of pages.
PRIVATE = "private, no-store"
LIMIT = Limit("search", times=120, per=60)


def asks_something(request: HttpRequest) -> bool:
    return bool(request.GET.get("q"))


@require_safe
@limited(LIMIT, counts=asks_something)
def search(request: HttpRequest) -> HttpResponse:
    """Everything that can be found, by words; help first where they ask for it. Any question is answered."""
    states = list(states_of_mind())
    text = request.GET.get("q", "")
    has_distress = is_distressed(text)
    # “want to die” is no beginning of “dietitian”, and who wants to is not offered all sorts of wanting.
    asked = asked_in(request, parse_query(text, has_prefix=not has_distress), states)
    response = render(request, "pages/search.html", results_context(request, asked, states, has_distress))
    if text:
        response["Cache-Control"] = PRIVATE
    return response


def asked_in(request: HttpRequest, query: Query, states: list[StateOfMind]) -> Asked:
    """The question with its filters; 404 for a filter that does not exist."""
    slugs = {"kind": request.GET.get("kind", ""), "state": request.GET.get("state", "")}
    kind = next((kind for kind in public_kinds() if kind.slug == slugs["kind"]), None)
    state = next((state for state in states if state.slug == slugs["state"]), None)
    if (slugs["kind"] and not kind) or (slugs["state"] and not state):
        raise Http404("No such filter")
    return Asked(query, kind, state)


def results_context(
    request: HttpRequest, asked: Asked, states: list[StateOfMind], has_distress: bool
) -> dict[str, Any]:
    found = run_search(asked, states, may_be_partial=not has_distress)
    page = paginate(request, found.found)
    page.object_list = results(list(page.object_list), asked.query, states)
    is_empty = bool(asked.query.text) and not found.found
    return {
        "query": asked.query,
        "answer": found,
        "results": page,
        "states": offerable(asked.query, states),
        "page_query": asked.url(kind=asked.kind, state=asked.state)[1:] + "&",
        "help_services": HelpService.objects.for_panel() if has_distress or is_empty else (),
        "has_distress": has_distress,
        "has_help_line": bool(asked.query.text)
        and bool(found.found)
        and not (has_distress or found.is_exact),
        "did_you_mean": other_spelling(asked.query, states) if is_empty and not has_distress else "",
    }
