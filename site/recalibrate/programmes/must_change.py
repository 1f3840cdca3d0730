"""What a room says must change, as *You said, we did*: from five people on, with an owner, in one press."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from recalibrate.guardian.models import YouSaid

from .answers.stored import disclosed_from_json
from .models import RaisedConcern, Wave

ENOUGH = 5  # people: as few as anything is shown of, so that no colleague is found by what they asked for
CODES = ("change", "way")  # the questions that ask for it
NOTHING = "None of these"
LONGEST = 160  # characters: YouSaid.you_said is as wide
NOBODY = gettext_lazy("To be named")


@dataclass(frozen=True, slots=True)
class Demand:
    """One answer that enough people ticked."""

    question: str
    option: str
    count: int
    answered: int
    concern: YouSaid | None = None

    @property
    def can_be_raised(self) -> bool:
        return self.concern is None


def demands_of(wave: Wave, shown: Mapping[str, Any]) -> list[Demand]:
    """The most ticked first; what was raised already says so."""
    raised = {
        (row.question, row.option): row.concern for row in wave.raised_concerns.select_related("concern")
    }
    found = []
    for question in map(disclosed_from_json, shown["questions"]):
        if question.asked.code not in CODES or question.detail != "all":
            continue
        for row in question.rows:
            if row.count is not None and row.count >= ENOUGH and row.text != NOTHING:
                concern = raised.get((question.asked.code, row.text))
                demand = Demand(question.asked.code, row.text, row.count, question.answered or 0, concern)
                found.append(demand)
    return sorted(found, key=lambda one: -one.count)


@transaction.atomic
def raise_concern(wave: Wave, shown: Mapping[str, Any], question: str, option: str) -> YouSaid | None:
    """The concern, as heard; None for what too few said, or what is raised already."""
    demands = demands_of(wave, shown)
    wanted = next((one for one in demands if (one.question, one.option) == (question, option)), None)
    if wanted is None or wanted.concern is not None:
        return None
    said = words_of_demand(wanted, wave)
    concern = YouSaid.objects.create(you_said=said[:LONGEST], owner_role=owner_of(wave))
    if wave.session:
        concern.states_of_mind.set(wave.session.states_of_mind.all())
    RaisedConcern.objects.create(
        programme=wave.programme, wave=wave, question=question, option=option, concern=concern
    )
    return concern


def words_of_demand(wanted: Demand, wave: Wave) -> str:
    said = gettext("%(change)s would have to change, said %(count)d of %(answered)d after %(programme)s.")
    if wave.session:
        said = gettext(
            "%(change)s would have to change, said %(count)d of %(answered)d after session %(number)s."
        )
    return said % {
        "change": wanted.option, "count": wanted.count, "answered": wanted.answered,
        "programme": wave.programme.title, "number": wave.session.number if wave.session else "",
    }  # fmt: skip


def owner_of(wave: Wave) -> str:
    return str((wave.session.whose if wave.session else wave.programme.lead_role) or NOBODY)
