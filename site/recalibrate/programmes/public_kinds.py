"""Programmes, sessions, exercises, results and calls, for everything that goes through what readers meet."""

from dataclasses import replace

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recalibrate.core.fixed_pages import PROGRAMMES as PAGE
from recalibrate.core.fixed_pages import fixed_page
from recalibrate.core.models import StateOfMind
from recalibrate.core.public_kinds import Feed, MainList, PublicKind
from recalibrate.core.search_document import SearchDocument, document_text

from . import feed_entries
from .models import Exercise, OpenCall, ProgrammePage, SessionPage, Wave
from .models.session import SessionQuerySet
from .records.call import OpenCallQuerySet
from .records.exercise import ExerciseQuerySet


def programme_document(programme: ProgrammePage) -> SearchDocument:
    text = f"{programme.for_whom} {document_text(programme, 'cover', 'practical', 'body')}"
    return SearchDocument.of_card(programme.card(), text=text)


def session_document(session: SessionPage) -> SearchDocument:
    """Its words, not its hour: what is past is found all the same."""
    words = f"{document_text(session, 'try_now', 'body')} {session.what_should_change}"
    return replace(SearchDocument.of_card(session.card(), text=words), summary=session.opening)


def exercise_document(exercise: Exercise) -> SearchDocument:
    steps = " ".join(str(step.value) for step in exercise.steps)
    text = f"{steps} {exercise.needs} {exercise.other_way} {exercise.strategy.name}"
    return SearchDocument.of_card(exercise.card(), text=text)


def results_document(wave: Wave) -> SearchDocument:
    """That there are results; never a number, as with the Guardian's reports."""
    return SearchDocument.of_card(wave.card(), text=" ".join(asked.name for asked in wave.sheet))


def call_document(call: OpenCall) -> SearchDocument:
    text = f"{call.what} {call.who} {call.organisation} {call.get_kind_display()}"
    return replace(SearchDocument.of_card(call.card(), text=text), expires_on=call.closes_on)


def calls_open_today() -> OpenCallQuerySet:
    return OpenCall.objects.open_on(timezone.localdate()).for_cards()


def sessions_about(state: StateOfMind) -> SessionQuerySet:
    """What is still to come: when and where it is met next."""
    return SessionPage.objects.to_come(timezone.now()).about(state)


def exercises_about(state: StateOfMind) -> ExerciseQuerySet:
    return Exercise.objects.about(state).shortest_first()


def calls_about(state: StateOfMind) -> OpenCallQuerySet:
    return OpenCall.objects.open_on(timezone.localdate()).about(state).closing_first()


PROGRAMMES = MainList(
    path="programmes",
    title=_("Programmes"),
    description=_("Sessions, what people said in them, and calls to take part."),
    page_path=fixed_page(PAGE),
)
HEADING = _("Programmes and sessions")
BY_STATE: dict[type[Model], str] = {StateOfMind: "state_of_mind_items__tag"}

KINDS = (
    PublicKind(
        slug="programme",
        label=_("Programmes"),
        icon="horizon",
        model=ProgrammePage,
        public=lambda: ProgrammePage.objects.published(),
        document=programme_document,
        order=24,
    ),
    PublicKind(
        slug="session",
        label=_("Sessions"),
        icon="horizon",
        model=SessionPage,
        public=lambda: SessionPage.objects.published().for_cards(),
        document=session_document,
        order=25,
        feed=Feed(
            main_list=PROGRAMMES,
            things=lambda: SessionPage.objects.published().for_cards(),
            entry=feed_entries.entry_for_session,
            entry_kind="session",
            heading=HEADING,
            narrowed_by=BY_STATE,
        ),
        about_state=sessions_about,
    ),
    PublicKind(
        slug="exercise",
        label=_("Exercises"),
        icon="try",
        model=Exercise,
        public=lambda: Exercise.objects.for_cards(),
        document=exercise_document,
        order=26,
        pages=("exercises",),
        parameters=frozenset({"helps", "with", "within", "alone"}),
        about_state=exercises_about,
    ),
    PublicKind(
        slug="results",
        label=_("What a room said"),
        icon="message",
        model=Wave,
        public=lambda: Wave.objects.released().for_cards(),
        document=results_document,
        order=27,
        feed=Feed(
            main_list=PROGRAMMES,
            things=lambda: Wave.objects.released().for_cards(),
            entry=feed_entries.entry_for_results,
            entry_kind="results",
            heading=HEADING,
            dated_by="released_at",
        ),
        pages=("released-results",),
    ),
    PublicKind(
        slug="open-call",
        label=_("Open calls"),
        icon="message",
        model=OpenCall,
        public=calls_open_today,
        document=call_document,
        order=28,
        feed=Feed(
            main_list=PROGRAMMES,
            things=calls_open_today,
            entry=feed_entries.entry_for_call,
            entry_kind="open-call",
            heading=HEADING,
            narrowed_by=BY_STATE,
            expires_by_date=True,
        ),
        pages=("open-calls",),
        about_state=calls_about,
    ),
)
