"""What stands where on a state of mind's page. Pure: it is given everything and asks for nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from recalibrate.core.cards import Card

from .daily_read import read_of

Half = Literal["for-you", "for-all"]

PER_HALF = 6  # cards, the same for both: neither what you can do nor what the Trust should do is longer
IN_A_ROW = 2  # of one kind, while another kind waits


@dataclass(frozen=True, slots=True)
class Placed:
    """A card and the half of the page it belongs to."""

    half: Half
    card: Card
    until: datetime | None = None  # when the clock takes it off, if it does
    is_to_try: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A post as far as the choice needs to know it; its texts are rich text."""

    card: Card
    is_mostly_about: bool
    may_be_featured: bool
    try_now: str = ""
    what_should_change: str = ""
    text: str = ""  # what it says in short


@dataclass(frozen=True, slots=True)
class FirstSentences:
    """Rich text, and the card of the post it comes from where that is another than the one read."""

    html: str
    card: Card | None = None

    @property
    def has_way(self) -> bool:
        """Whether it says, with a link, how to make it happen."""
        return "<a " in self.html


@dataclass(frozen=True, slots=True)
class FirstFour:
    """One read, one thing to try now, one thing that should change. Who to talk to comes from the directory."""

    one_read: Card | None
    try_now: FirstSentences | None
    what_should_change: FirstSentences | None

    @property
    def shown(self) -> set[str]:
        """The addresses of the stories told here."""
        excerpts = [part.card for part in (self.try_now, self.what_should_change) if part and part.card]
        return {card.url for card in [self.one_read, *excerpts] if card}


def by_fitness(stories: Iterable[Story]) -> list[Story]:
    """Those that may be featured: mostly about the state first, then the shortest."""
    featured = (story for story in stories if story.may_be_featured)
    return sorted(featured, key=lambda story: (not story.is_mostly_about, story.card.minutes or 0))


def first_four(
    stories: Iterable[Story],
    *,
    neighbours: Sequence[Card] = (),
    try_now: str = "",
    change: str = "",
    words: str = "",
    day: date = date.min,
) -> FirstFour:
    """Today's story as far as it goes, the next for what it lacks, then the state's own standing words.

    `words`: the state's own, to which the read is near. With no story about the state, the read is a
    neighbouring state's.
    """
    fit = by_fitness(stories)
    read = read_of(fit, words, day)
    fit = sorted(fit, key=lambda story: story is not read)
    doing = next((story for story in fit if story.try_now), None)
    changing = next((story for story in fit if story.what_should_change), None)
    return FirstFour(
        one_read=read.card if read else next(iter(neighbours), None),
        try_now=first_sentences(doing.try_now if doing else "", doing, read) or first_sentences(try_now),
        what_should_change=first_sentences(changing.what_should_change if changing else "", changing, read)
        or first_sentences(change),
    )


def first_sentences(
    html: str, story: Story | None = None, read: Story | None = None
) -> FirstSentences | None:
    if not html:
        return None
    return FirstSentences(html, story.card if story and story is not read else None)


def mixed(cards: Iterable[Card]) -> list[Card]:
    """Newest first, but never more than two of a kind in a row while another kind waits."""
    waiting = sorted(cards, key=lambda card: card.published_on or date.min, reverse=True)
    found: list[Card] = []
    while waiting:
        recent = {card.kind for card in found[-IN_A_ROW:]}
        tired = recent if len(found) >= IN_A_ROW and len(recent) == 1 else set()
        card = next((card for card in waiting if card.kind not in tired), waiting[0])
        waiting.remove(card)
        found.append(card)
    return found


def halves(placed: Iterable[Placed], shown: Iterable[str] = ()) -> tuple[list[Card], list[Card]]:
    """For you, today, and for all of us: each story once, none that is told above."""
    seen = set(shown)
    kept: dict[Half, list[Card]] = {"for-you": [], "for-all": []}
    for place in placed:
        if place.card.url not in seen:
            seen.add(place.card.url)
            kept[place.half].append(place.card)
    return mixed(kept["for-you"])[:PER_HALF], mixed(kept["for-all"])[:PER_HALF]
