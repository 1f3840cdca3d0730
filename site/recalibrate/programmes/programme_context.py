"""What a programme's and a session's page show beside their own words."""

from typing import Any

from django.utils import timezone

from blog.models import PostPage
from recalibrate.core.cards import cards_of
from recalibrate.guardian.models.you_said import ANSWERED, Progress
from recalibrate.help_services.models import HelpService

from .models import Exercise, ProgrammePage, SessionPage, Wave
from .results import results_of_programme, results_of_session

POSTS = 3


def programme_context(programme: ProgrammePage) -> dict[str, Any]:
    now = timezone.now()
    sessions = list(programme.published_sessions().for_cards())
    facilitators = programme.programme_facilitators.select_related("contributor").order_by("sort_order")
    return {
        "sessions": sessions,
        "next_session": next((one for one in sessions if one.ends_at >= now and not one.is_cancelled), None),
        "facilitators": [row.contributor for row in facilitators],
        "results": results_of_programme(programme),
        "concerns": concerns_of(programme),
        "halves": halves_of(programme, sessions),
        "is_being_reviewed": programme.is_being_reviewed,
        "waiting": list(held_back(programme)),
    }


def concerns_of(programme: ProgrammePage) -> list[Any]:
    """What rooms of this programme raised, and what became of it."""
    raised = programme.raised_concerns.select_related("concern").order_by("concern__order", "pk")
    return cards_of(row.concern for row in raised)


def halves_of(programme: ProgrammePage, sessions: list[SessionPage]) -> str:
    """`6 things to try, 9 raised, 4 done, 1 not possible, with the reason.`"""
    progress = list(programme.raised_concerns.values_list("concern__progress", flat=True))
    if not progress:
        return ""
    done, not_possible = progress.count(Progress.DONE), progress.count(Progress.NOT_POSSIBLE)
    still = len(progress) - len([one for one in progress if one in ANSWERED])
    parts = [f"{len(sessions)} things to try", f"{len(progress)} raised"]
    parts += [f"{done} done"] if done else []
    parts += [f"{not_possible} not possible, with the reason"] if not_possible else []
    parts += [f"{still} being looked at"] if still else []
    return f"{', '.join(parts)}."


def held_back(programme: ProgrammePage) -> Any:
    """Results that wait longer than usual: readers are told why."""
    held = Wave.objects.filter(programme=programme, released_at=None, held_until__isnull=False)
    return held.filter(closes_at__lte=timezone.now()).for_cards()


def session_context(session: SessionPage) -> dict[str, Any]:
    exercises = Exercise.objects.filter(session_exercises__page=session).for_cards()
    about = session.states[0] if session.states else None
    posts = PostPage.objects.published().about(about).newest_first().for_cards()[:POSTS] if about else ()
    return {
        "programme": session.programme,
        "exercises": exercises.order_by("session_exercises__sort_order", "pk"),
        "posts": cards_of(posts),
        "results": results_of_session(session),
        "states": session.states,
        "is_over": session.ends_at < timezone.now(),
        "help_services": HelpService.objects.for_panel(),
    }
