"""A draft out of kept items. What it says of each is copied: the post stays when a decision is taken back."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from blog.models import PostPage
from blog.sensitivity import Level
from feeds.models import Curation
from recalibrate.core.models import StateOfMind

MAX_SUMMARY = MAX_NOTE = 200  # characters: PostPage.summary and content_note are as wide
LEVEL_3 = ("suicide", "self-harm")  # what blog.sensitivity keeps its highest level for


def compose_round_up(picks: Sequence[Curation], *, today: date) -> PostPage:
    """An unsaved draft, in this order: our lines, titles, sources and links, states merged."""
    states = merged([pick.states for pick in picks])
    level = level_of(picks)
    return PostPage(
        title=gettext("Worth reading, {day}").format(day=date_format(today, "j F Y")),
        slug=f"worth-reading-{today:%Y-%m-%d}",
        summary=summary(picks),
        sensitivity=level,
        content_note=merge_content_notes(picks) if level else "",
        primary_state=states[0] if states else None,
        body=[("pick", pick_block(pick)) for pick in picks],
        live=False,
        has_unpublished_changes=True,
    )


def pick_block(pick: Curation) -> dict[str, Any]:
    """As the source's terms allow: an excerpt only where it lets us quote, and the credit it asks for."""
    card = pick.card()
    return {
        "line": card.line,
        "title": card.title,
        "url": card.url,
        "source": card.byline,
        "published_on": card.published_on,
        "excerpt": card.summary,
        "credit": pick.item.source.licence_note,
        "note": card.content_note,
    }


def merged(states: Sequence[Sequence[StateOfMind]]) -> list[StateOfMind]:
    """Every state of any of them, the commonest first."""
    counted = Counter(state for each in states for state in each)
    return [state for state, _ in counted.most_common()]


def summary(picks: Sequence[Curation]) -> str:
    number = ngettext("One thing", "{} things", len(picks)).format(len(picks))
    words = gettext("{number} from elsewhere worth your time: {titles}").format(
        number=number, titles="; ".join(pick.item.title for pick in picks)
    )
    return words if len(words) < MAX_SUMMARY else f"{words[: MAX_SUMMARY - 1].rstrip()}…"


def level_of(picks: Sequence[Curation]) -> Level:
    hard = [pick.note_before.lower() for pick in picks if pick.is_sensitive]
    if any(topic in note for note in hard for topic in LEVEL_3):
        return Level.CARE
    return Level.NOTE if hard else Level.NONE


def merge_content_notes(picks: Sequence[Curation]) -> str:
    notes = dict.fromkeys(pick.note_before for pick in picks if pick.is_sensitive)
    return " ".join(notes)[:MAX_NOTE]
