from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from recalibrate.core.models import StateOfMind
from recalibrate.core.models.said_words import added_phrases, synonyms
from recalibrate.core.models.state_of_mind import states_of_mind
from recalibrate.core.pagination import paginate
from recalibrate.core.public_kinds import public_kinds
from recalibrate.help_services.models import HelpService
from recalibrate.language.distress import is_distressed
from recalibrate.web.rate_limit import Limit, limited

from .known_words import other_spelling
from .query import Query, parse_query
from .results import Asked, SearchAnswer, results, run_search
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
    has_distress = is_distressed(text, added_phrases())
    # “want to die” is no beginning of “dietitian”, and who wants to is not offered all sorts of wanting.
    asked = asked_in(request, parse_query(text, has_prefix=not has_distress, synonyms=synonyms()), states)
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
    found, meant = found_or_meant(asked, states, has_distress)
    asked, is_asked = found.asked, bool(asked.query.text)
    page = paginate(request, found.found)
    page.object_list = results(list(page.object_list), asked.query, states)
    is_empty = is_asked and not found.found
    is_sure = found.is_exact and not meant and not found.suggested
    return {
        "query": asked.query,
        "answer": found,
        "results": page,
        "states": offerable(asked.query, states),
        "page_query": asked.url(kind=asked.kind, state=asked.state)[1:] + "&",
        "help_services": HelpService.objects.for_panel() if has_distress or is_empty else (),
        "has_distress": has_distress,
        "has_help_line": is_asked and bool(found.found) and not (has_distress or is_sure),
        "meant": meant,
        "heading": results_heading(found, page.paginator.count),
    }


def results_heading(answer: SearchAnswer, count: int) -> str:
    """How many there are, and what about where the search was read as one for a state of mind."""
    if answer.is_by_state:
        said = (
            ngettext("%(count)d result about %(state)s", "%(count)d results about %(state)s", count)
            if answer.is_all
            else _("More than %(count)d results about %(state)s")
        )
        return said % {"count": count, "state": answer.suggested[0].name.lower()}
    said = (
        ngettext("%(count)d result", "%(count)d results", count)
        if answer.is_all
        else _("More than %(count)d results")
    )
    return said % {"count": count}


def found_or_meant(asked: Asked, states: list[StateOfMind], has_distress: bool) -> tuple[SearchAnswer, str]:
    """The answer; where not all words are found anywhere, that to the question as it may have been meant."""
    found = run_search(asked, states, may_be_partial=not has_distress)
    if has_distress or not asked.query or found.has_whole:
        return found, ""
    meant = other_spelling(asked.query.text)
    if not meant:
        return found, ""
    meant_query = parse_query(meant, synonyms=synonyms())
    again = run_search(replace(asked, query=meant_query), offerable(asked.query, states))
    return (again, meant) if again.found or again.suggested else (found, "")
