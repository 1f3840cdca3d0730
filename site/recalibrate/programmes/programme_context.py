"""What a programme's and a session's page show beside their own words."""

from datetime import datetime
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from blog.models import PostPage
from recalibrate.core.cards import cards_of
from recalibrate.guardian.models.you_said import ANSWERED, Progress
from recalibrate.help_services.models import HelpService

from .records.exercise import Exercise
from .records.room import RaisedConcern
from .records.wave import Wave
from .results import results_of_programme, results_of_session
from .who_came import who_came

POSTS = 3  # on the session's state, the newest; the state's own page has the others


class ShownProgramme(Protocol):
    """What is asked of a programme's page here: the page itself asks for its context, and stands above."""

    pk: Any
    title: Any
    programme_facilitators: Any

    @property
    def is_being_reviewed(self) -> bool: ...

    def published_sessions(self) -> Any: ...


class ShownSession(Protocol):
    pk: Any
    title: Any
    ends_at: Any

    @property
    def programme(self) -> Any: ...

    @property
    def states(self) -> Any: ...


def programme_context(programme: ShownProgramme) -> dict[str, Any]:
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


def next_changes(programme: ShownProgramme) -> list[datetime]:
    """When the clock changes what its page says: the next session ends, or a form whose results wait closes."""
    now = timezone.now()
    ends = programme.published_sessions().filter(ends_at__gt=now).values_list("ends_at", flat=True)
    held = Wave.objects.filter(programme=programme.pk, released_at=None, held_until__isnull=False)
    return [*ends, *held.filter(closes_at__gt=now).values_list("closes_at", flat=True)]


def concerns_of(programme: ShownProgramme) -> list[Any]:
    """What rooms of this programme raised, and what became of it."""
    raised = (
        RaisedConcern.objects.filter(programme=programme.pk)
        .select_related("concern")
        .order_by("concern__order", "pk")
    )
    return cards_of(row.concern for row in raised)


def halves_of(programme: ShownProgramme, sessions: list[Any]) -> str:
    """`6 things to try, 9 raised, 4 done, 1 not possible, with the reason.`"""
    progress = list(
        RaisedConcern.objects.filter(programme=programme.pk).values_list("concern__progress", flat=True)
    )
    if not progress:
        return ""
    done, not_possible = progress.count(Progress.DONE), progress.count(Progress.NOT_POSSIBLE)
    still = len(progress) - len([one for one in progress if one in ANSWERED])
    tries = len(sessions)
    parts = [
        ngettext("%(count)d thing to try", "%(count)d things to try", tries) % {"count": tries},
        gettext("%(count)d raised") % {"count": len(progress)},
    ]
    parts += [gettext("%(count)d done") % {"count": done}] if done else []
    parts += (
        [gettext("%(count)d not possible, with the reason") % {"count": not_possible}] if not_possible else []
    )
    parts += [gettext("%(count)d being looked at") % {"count": still}] if still else []
    return f"{', '.join(parts)}."


def held_back(programme: ShownProgramme) -> Any:
    """Results that wait longer than usual: readers are told why."""
    held = Wave.objects.filter(programme=programme.pk, released_at=None, held_until__isnull=False)
    return held.filter(closes_at__lte=timezone.now()).for_cards()


def session_context(session: ShownSession) -> dict[str, Any]:
    exercises = Exercise.objects.filter(session_exercises__page=session.pk).for_cards()
    about = session.states[0] if session.states else None
    posts = PostPage.objects.published().about(about).newest_first().for_cards()[:POSTS] if about else ()
    return {
        "programme": session.programme,
        "exercises": exercises.order_by("session_exercises__sort_order", "pk"),
        "posts": cards_of(posts),
        "results": results_of_session(session),
        "came": who_came(session.pk) if session.ends_at < timezone.now() else None,
        "states": session.states,
        "is_over": session.ends_at < timezone.now(),
        "help_services": HelpService.objects.for_panel(),
    }
