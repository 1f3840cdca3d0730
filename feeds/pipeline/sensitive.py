"""Which hard subjects an item's words touch, so that no editor has to notice by themselves. Pure.

The list is the one for searches and posts too (`recalibrate.language`); a flag asks an editor to look, and
decides nothing.
"""

from collections.abc import Iterable

from recalibrate.language.hard_subjects import Mention, mentions

__all__ = ["MAX_HARD_WORDS", "Mention", "hard_words", "mentions", "suggest_content_note"]

MAX_JUDGED, MAX_HARD_WORDS = 400_000, 500


def hard_words(title: str, said: str) -> str:
    """The words of all that an entry says that speak of these subjects; nearly always ""."""
    found = mentions(title, said[:MAX_JUDGED])
    return ", ".join(dict.fromkeys(word for mention in found for word in mention.says))[:MAX_HARD_WORDS]


def suggest_content_note(found: Iterable[Mention]) -> str:
    """One factual line for readers: “Mentions suicide and domestic abuse.”; "" where nothing is."""
    names = [mention.topic for mention in found]
    if not names:
        return ""
    most = ", ".join(names[:-1])
    return f"Mentions {f'{most} and ' if most else ''}{names[-1]}."
