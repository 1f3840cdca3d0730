"""An item as the inbox shows it: what is suggested for it, or what its form said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from recalibrate.core.models import StateOfMind

from ..curating.decide import EXPIRES_AFTER
from ..curating.suggestions import Advice
from ..forms import KeepForm
from ..models import Half, Item
from ..pipeline.sensitive import Mention, suggest_content_note

KEYS = "1234567890-="  # the number row of a keyboard, for twelve states


@dataclass(frozen=True, slots=True)
class StateBox:
    """A state to tick, by which key; already ticked, with the reason, where the item's words suggest it."""

    state: StateOfMind
    key: str
    is_ticked: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class InboxRow:
    item: Item
    boxes: list[StateBox]
    strategy: str = ""
    strategy_reason: str = ""
    mentions: tuple[Mention, ...] = ()
    said: dict[str, Any] = field(default_factory=dict)  # what stands in the other fields
    form: KeepForm | None = None
    perhaps: Item | None = None  # what may tell the same story

    @property
    def reasons(self) -> list[StateBox]:
        return [box for box in self.boxes if box.reason]


def suggested_row(item: Item, states: Sequence[StateOfMind], advice: Advice) -> InboxRow:
    boxes = [
        StateBox(state, key, state.pk in advice.states, reason_for(state, advice))
        for state, key in zip(states, KEYS.ljust(len(states)), strict=False)
    ]
    said = {
        "half": Half.FOR_YOU,
        "is_sensitive": bool(advice.mentions),
        "content_note": suggest_content_note(advice.mentions),
        "expires_on": f"{timezone.localdate() + EXPIRES_AFTER:%Y-%m-%d}",
        "note": held_note(item),
    }
    if advice.strategy is None:
        return InboxRow(item, boxes, mentions=advice.mentions, said=said)
    key, suggestion = advice.strategy
    return InboxRow(item, boxes, str(key), suggestion.reason, advice.mentions, said)


def reason_for(state: StateOfMind, advice: Advice) -> str:
    suggestion = advice.states.get(state.pk)
    return suggestion.reason if suggestion else ""


def held_note(item: Item) -> str:
    curation = getattr(item, "curation", None)
    return curation.note if curation else ""


def row_as_sent(item: Item, states: Sequence[StateOfMind], form: KeepForm) -> InboxRow:
    """The item whose form did not pass: what the editor ticked and wrote, not what we suggest."""
    ticked = form["states"].value() or []
    boxes = [
        StateBox(state, key, str(state.pk) in ticked)
        for state, key in zip(states, KEYS.ljust(len(states)), strict=False)
    ]
    said = {bound.name: bound.value() or "" for bound in form}
    return InboxRow(item, boxes, said["strategy"], mentions=form.mentions, said=said, form=form)
