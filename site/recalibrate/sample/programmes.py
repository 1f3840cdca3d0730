"""Sample programmes: one that is over, and one whose second half is to come, with what rooms said. Invented."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from recalibrate.core.models import Contributor, StateOfMind, Strategy
from recalibrate.core.toml_data import read_toml
from recalibrate.programmes.answers.ballots import Ballot, FreeText
from recalibrate.programmes.ballot_box import opened_box
from recalibrate.programmes.models import (
    DoorCount,
    Exercise,
    OpenCall,
    ProgrammeFacilitator,
    ProgrammeIndexPage,
    ProgrammePage,
    SessionExercise,
    SessionPage,
    Wave,
)
from recalibrate.programmes.must_change import raise_concern
from recalibrate.programmes.planning import plan_waves
from recalibrate.programmes.questionnaires import newest_questionnaire
from recalibrate.programmes.release import open_and_release

CONTENT = Path(__file__).parent / "content"
LAST_ENDED = 24  # days ago, or a little more: results are out, and the follow-up is about to be asked
NEXT_IN = 17  # days: its first form, which opens seven days before, is still to come
HALF_A_YEAR = 26  # weeks
HALF_PAST_TWELVE, TWO = time(12, 30), time(14)
WEDNESDAY = 2  # as date.weekday() counts; the sample's words say that sessions fall on one
LATER = 6  # forms some weeks later: so few that most of it stays withheld

# What the n-th form says, after the session; fewer forms use fewer of them.
USEFUL = (4, 5, 4, 3, 5, 4, 2, 4, 5, 4, 3, 5, 4)
KNOWS = (4, 4, 3, 5, 4, 3, 4, 5, 4, 4, 2, 4, 3)
KNEW = (2, 3, 2, 3, 2, 3, 1, 3, 2, 4, 2, 1, 2)
SURE = (4, 3, 3, 4, 5, 3, 2, 4, 4, 3, 3, 4, 2)
CHANGE = ((1, 2), (2,), (4,), (1, 3), (4, 2), (1,), (7,), (2, 4), (4,), (1, 4), (3,), (2,), (4, 1))
BEFORE = (2, 1, 3, 2, 2, 4, 1, 3, 2, 2, 1, 3, 2)
WORDS = ("A room with a window would help.", "Please say on the rota that this hour is covered.")


def load_programmes() -> None:
    """Add the exercises, programmes and calls that are missing."""
    content = read_toml(CONTENT / "programmes.toml")
    for entry in content["exercise"]:
        load_exercise(entry)
    today = timezone.localdate()
    last = today - timedelta(days=LAST_ENDED)
    last -= timedelta(days=(last.weekday() - WEDNESDAY) % 7)
    ended = load_programme(
        content["recalibrate"], last - timedelta(weeks=5), HALF_PAST_TWELVE, weeks=1, hours=1
    )
    first = today + timedelta(days=NEXT_IN) - timedelta(weeks=HALF_A_YEAR)
    halfway = load_programme(content["foothold"], first, TWO, weeks=HALF_A_YEAR, hours=3)
    over = [(p, content[name]) for p, name in ((ended, "recalibrate"), (halfway, "foothold")) if p]
    for programme, entry in over:
        answer_sessions(programme, entry)
    open_and_release(timezone.now())  # whatever the clock has come past, for all of them
    for programme, _ in over:
        raise_what_was_said(programme)
    for entry in content["call"]:
        load_call(entry)


def load_exercise(entry: dict[str, Any]) -> None:
    states = StateOfMind.objects.filter(slug__in=entry.pop("states"))
    entry["strategy"] = Strategy.objects.get(slug=entry["strategy"])
    steps = [{"type": "step", "value": text} for text in entry["steps"]]
    entry["steps"] = Exercise.steps.field.to_python(steps)
    exercise, is_new = Exercise.objects.get_or_create(slug=entry.pop("slug"), defaults=entry)
    if is_new:
        exercise.states_of_mind.set(states)


def load_call(entry: dict[str, Any]) -> None:
    """`days` until it closes; a call with none left shows what a closed one looks like."""
    closes_on = timezone.localdate() + timedelta(days=entry.pop("days"))
    states = StateOfMind.objects.filter(slug__in=entry.pop("states"))
    defaults = {**entry, "opens_on": closes_on - timedelta(days=60), "closes_on": closes_on}
    call, is_new = OpenCall.objects.get_or_create(slug=entry["slug"], defaults=defaults)
    if is_new:
        call.states_of_mind.set(states)


def load_programme(
    entry: dict[str, Any], first: Any, hour: time, *, weeks: int, hours: int
) -> ProgrammePage | None:
    """The published programme with its sessions, or None if it is there already."""
    if ProgrammePage.objects.filter(slug=entry["slug"]).exists():
        return None
    names = ("title", "slug", "kind", "calendar_name", "summary", "for_whom", "cover", "practical", "lead_role",
             "lead_address", "contact")  # fmt: skip
    programme = ProgrammePage(**{name: entry[name] for name in names}, live=False)
    ProgrammeIndexPage.objects.get().add_child(instance=programme)
    people = Contributor.objects.filter(slug__in=entry["facilitators"])
    programme.programme_facilitators.set(
        [ProgrammeFacilitator(contributor=person, sort_order=order) for order, person in enumerate(people)]
    )
    programme.save_revision().publish()
    for number, session in enumerate(entry["session"]):
        day = first + timedelta(weeks=weeks * number)
        start = timezone.make_aware(datetime.combine(day, hour))
        load_session(programme, session, number + 1, start, start + timedelta(hours=hours), entry["place"])
    plan_waves(
        programme, {moment: newest_questionnaire(moment) for moment in ("before", "after", "follow-up")}
    )
    return programme


def load_session(
    programme: ProgrammePage, entry: dict[str, Any], number: int, start: datetime, end: datetime, place: str
) -> None:
    state = StateOfMind.objects.filter(slug=entry.get("state", "")).first()
    session = SessionPage(
        title=entry["title"],
        slug=f"{number}-{entry['title'].lower().replace(' ', '-')[:40]}",
        number=number,
        starts_at=start,
        ends_at=end,
        place=place,
        opening=entry["opening"],
        try_now=f"<p>{entry['try_now']}</p>",
        what_should_change=entry["change"],
        whose=entry["whose"],
        shaped_by=entry.get("shaped_by", ""),
        primary_state=state,
        live=False,
    )
    programme.add_child(instance=session)
    if state:
        session.states_of_mind.add(state)
    exercise = Exercise.objects.get(slug=entry["exercise"])
    session.session_exercises.set([SessionExercise(exercise=exercise, sort_order=0)])
    session.save_revision().publish()


def answer_sessions(programme: ProgrammePage, entry: dict[str, Any]) -> None:
    """As many forms as the sample says, counted as any form is."""
    sessions = SessionPage.objects.child_of(programme).by_number()[: len(entry["came"])]
    earlier = entry.get("before", entry["forms"])
    for session, forms, early, came in zip(sessions, entry["forms"], earlier, entry["came"], strict=True):
        DoorCount.objects.create(session=session, dimension="whole", count=came)
        after = Wave.objects.get(session=session, moment="after")
        before = Wave.objects.get(session=session, moment="before")
        with opened_box(after) as tallies:
            for number in range(forms):
                tallies.add(form_after(number))
        with opened_box(before) as tallies:
            for number in range(early):
                said = BEFORE[number % len(BEFORE)]
                tallies.add(Ballot((("knows", said), ("sure", said))))
    for later in Wave.objects.filter(programme=programme, moment="follow-up").closed_by(timezone.now()):
        with opened_box(later) as tallies:
            for number in range(LATER):
                tallies.add(form_weeks_later(number))


def raise_what_was_said(programme: ProgrammePage) -> None:
    """One press, as an organiser would."""
    first = Wave.objects.filter(programme=programme, moment="after").earliest("opens_at")
    if first.shown:
        raise_concern(first, first.shown, "change", "Equipment or IT")


def form_weeks_later(number: int) -> Ballot:
    ticks = (
        ("goal", 1 + number % 4),
        ("sure", SURE[number]),
        ("worth", USEFUL[number]),
        ("way", 1 + number % 2),
    )
    return Ballot(ticks, ("way",))


def form_after(number: int) -> Ballot:
    useful, knows, knew, sure = (answers[number % len(answers)] for answers in (USEFUL, KNOWS, KNEW, SURE))
    ticks = [
        ("useful", useful),
        ("fits", useful),
        ("safe", min(5, sure + 1)),
        ("knows", knows),
        ("knew", knew),
    ]
    ticks += [
        ("sure", sure),
        ("again", 1 if useful > 3 else 2),
        *(("change", one) for one in CHANGE[number % len(CHANGE)]),
    ]
    texts = (FreeText("say", WORDS[number]),) if number < len(WORDS) else ()
    return Ballot(tuple(ticks), ("change",), (("knew", knew, knows),), texts)
