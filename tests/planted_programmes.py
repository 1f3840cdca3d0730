"""Programmes, sessions, waves, exercises and calls for tests, each complete enough to be published."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from recalibrate.core.models import StateOfMind, Strategy
from recalibrate.programmes.answers.ballots import Ballot, parse_ballot
from recalibrate.programmes.ballot_box import count_ballot
from recalibrate.programmes.models import (
    Exercise,
    Instrument,
    OpenCall,
    ProgrammeIndexPage,
    ProgrammePage,
    Questionnaire,
    SessionPage,
    Wave,
)
from recalibrate.programmes.planning import make_wave
from recalibrate.programmes.questionnaires import lock_questionnaire, newest_questionnaire
from recalibrate.programmes.release import open_and_release

STEPS = [{"type": "step", "value": "Sit down."}, {"type": "step", "value": "Look out of the window."}]


def programme(title: str = "Recalibrate for all", *, live: bool = True, **fields: Any) -> ProgrammePage:
    page = ProgrammePage(
        **{"title": title, "slug": slugify(title), "calendar_name": "Wednesdays",
           "summary": "Six Wednesdays.",
           "for_whom": "everybody", "contact": "Education centre", "lead_role": "Education lead",
           "lead_address": "lead@trust.example", "live": False} | fields
    )  # fmt: skip
    ProgrammeIndexPage.objects.get().add_child(instance=page)
    if live:
        page.save_revision().publish()
    return ProgrammePage.objects.get(pk=page.pk)


def session(
    of: ProgrammePage | None = None, title: str = "Fatigue", *, starts_at: datetime | None = None,
    live: bool = True, **fields: Any,
) -> SessionPage:  # fmt: skip
    of = of or ProgrammePage.objects.first() or programme()
    start = starts_at or timezone.now() + timedelta(days=3)
    number = SessionPage.objects.child_of(of).count() + 1
    page = SessionPage(
        **{"title": title, "slug": f"{slugify(title)}-{number}", "number": number, "starts_at": start,
           "ends_at": start + timedelta(hours=1), "place": "Education centre",
           "opening": "How tired is tired?",
           "try_now": "<p>Twenty minutes before driving.</p>", "whose": "Estates", "live": False,
           "what_should_change": "The rest room is locked after ten."} | fields
    )  # fmt: skip
    of.add_child(instance=page)
    page.states_of_mind.add(StateOfMind.objects.get(slug="fatigue"))
    revision = page.save_revision()
    if live:
        revision.publish()
    return SessionPage.objects.get(pk=page.pk)


def wave(of: SessionPage | None = None, moment: str = "after", sheet: Questionnaire | None = None) -> Wave:
    of = of or session()
    sheet = sheet or newest_questionnaire(moment)
    assert sheet is not None
    lock_questionnaire(sheet, of.programme)
    return make_wave(of.programme, of, moment, sheet)


def open_now(one: Wave, *, closes_in: timedelta = timedelta(hours=1)) -> Wave:
    now = timezone.now()
    one.opens_at, one.closes_at = now - timedelta(hours=1), now + closes_in
    one.save()
    return Wave.objects.for_cards().get(pk=one.pk)


def fill(one: Wave, number: int, **given: Any) -> None:
    """So many forms with the same answers."""
    sent = {f"q-{code}": [str(value) for value in (values if isinstance(values, list) else [values])]
            for code, values in given.items()}  # fmt: skip
    ballot = parse_ballot(one.sheet, sent)
    assert isinstance(ballot, Ballot)
    for n in range(number):
        assert count_ballot(one, ballot, f"{one.pk}-{timezone.now().timestamp()}-{n}", timezone.localdate())


def closed(one: Wave, *, days_ago: float = 8) -> Wave:
    """Closed so many days ago, and what the clock does then is done."""
    now = timezone.now()
    one.opens_at, one.closes_at = now - timedelta(days=days_ago + 3), now - timedelta(days=days_ago)
    one.save()
    open_and_release(now)
    return Wave.objects.for_cards().get(pk=one.pk)


def released(title: str = "Fatigue") -> Wave:
    one = open_now(wave(session(title=title, starts_at=timezone.now() - timedelta(days=12))))
    fill(one, 12, useful=4, knows=4, knew=2, change=[1, 2])
    return closed(one)


def exercise(name: str = "A window", **fields: Any) -> Exercise:
    made = Exercise.objects.create(
        **{"name": name, "slug": slugify(name), "summary": "Look out.", "strategy": Strategy.objects.first(),
           "with_what": "quiet", "minutes": 5, "steps": Exercise.steps.field.to_python(STEPS),
           "other_way": "Close your eyes.", "if_it_stirs": "Your supervisor."} | fields
    )  # fmt: skip
    made.states_of_mind.add(StateOfMind.objects.get(slug="fatigue"))
    return made


def call(title: str = "An interview study", **fields: Any) -> OpenCall:
    made = OpenCall.objects.create(
        **{"title": title, "slug": slugify(title), "kind": "research", "what": "How colleagues find support.",
           "who": "Anybody who works here", "minutes": 30, "organisation": "A university (sample)",
           "ethics_reference": "26/ZZ/0000", "contact": "https://study.example/",
           "closes_on": timezone.localdate() + timedelta(days=20)} | fields
    )  # fmt: skip
    made.states_of_mind.add(StateOfMind.objects.get(slug="fatigue"))
    return made


def instrument(name: str = "A good week (sample)", **fields: Any) -> Instrument:
    return Instrument.objects.create(
        **{"name": name, "code": slugify(name)[:11].strip("-"), "opening": "Over the last two weeks",
           "wording": "I felt rested.\nI felt calm.",
           "options": "Never\nSometimes\nHalf of the time +\nMostly +\nAlways +\nPrefer not to say *",
           "licence": "Free to use (sample)", "source": "Invented for this site, 2026"} | fields
    )  # fmt: skip
