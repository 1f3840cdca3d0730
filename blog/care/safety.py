"""Safe messaging on suicide and self-harm: Samaritans' media guidelines, and WHO's resource for the media."""

import re
from collections.abc import Iterator

from recalibrate.language.hard_subjects import speaks_of
from recalibrate.translation import gettext, gettext_noop

from .types import CareNote, DraftText, NoteKind

SUICIDE = frozenset(["suicide", "self-harm"])

WORDS = (
    (
        re.compile(r"\bcommit(?:s|ted|ting)?\s+(?!to\b|for\b)(?:\w+\s+)?suicide\b", re.IGNORECASE),
        gettext_noop("“Commit” is a word for crimes; suicide has not been one since 1961."),
        gettext_noop("“died by suicide”, or “took their own life”"),
    ),
    (
        re.compile(r"\bsuicide (?:victims?|bids?)\b|\bsuicide[- ]prone\b", re.IGNORECASE),
        gettext_noop("It makes a headline, or a type, of a person."),
        gettext_noop("“someone who died by suicide”, “a suicide attempt”"),
    ),
)
# Words that are harmless by themselves; with suicide in the same sentence they are not.
BESIDE = (
    (
        re.compile(r"\b(?:successful(?:ly)?|unsuccessful(?:ly)?|failed|completed?)\b", re.IGNORECASE),
        gettext_noop("A death is no success, and living is no failure."),
        gettext_noop("“died by suicide”, “survived”, “an attempt”"),
    ),
    (
        re.compile(r"\bepidemic\b|\bskyrocket\w*|\bspate\b|\bwave of\b", re.IGNORECASE),
        gettext_noop("It makes suicide sound common and catching."),
        gettext_noop("“a rise”, with the figure and where it is from"),
    ),
    (
        re.compile(r"\bcry for help\b", re.IGNORECASE),
        gettext_noop("It belittles how bad it was."),
        gettext_noop("say what happened instead"),
    ),
    (
        re.compile(
            r"\b(?:hang(?:ed|ing)|overdosed?|ligature|poison\w*|jump(?:ed|ing)? (?:off|from|in front)|"
            r"drown\w*|cut(?:ting)? (?:his|her|their|my) wrists?|\d+ (?:tablets|pills))\b",
            re.IGNORECASE,
        ),
        gettext_noop("Naming a method, even in passing, can lead a person at risk to it."),
        gettext_noop("leave out how, and where"),
    ),
    (
        re.compile(
            r"\b(?:because(?: of)?|due to|drove (?:him|her|them)|driven to|as a result of)\b", re.IGNORECASE
        ),
        gettext_noop("There is hardly ever one cause; readers in the same place may take it for a way out."),
        gettext_noop("several things together, or no cause at all"),
    ),
)
HOPE = re.compile(
    r"\b(?:help|support|talk\w*|recover\w*|better|Samaritans|listen\w*|ask\w*)\b", re.IGNORECASE
)
CARE = 3  # the level at which a colleague agrees first (blog/sensitivity.py)


def safety_notes(draft: DraftText) -> Iterator[CareNote]:
    found = [sentence for sentence in draft.sentences if SUICIDE & speaks_of(sentence, draft.added)]
    for sentence in found:
        for pattern, why, suggestion in (*WORDS, *BESIDE):
            if match := pattern.search(sentence):
                yield CareNote(NoteKind.SAFETY, match[0], gettext(why), gettext(suggestion))
    if found and draft.level < CARE:
        why = gettext("It speaks of suicide or self-harm, and is not at level 3.")
        yield CareNote(
            NoteKind.SAFETY, found[0], why, gettext("level 3: help beside it, and a second pair of eyes")
        )
    if found and not any(HOPE.search(sentence) for sentence in draft.sentences):
        why = gettext("It speaks of suicide or self-harm, and of nothing that helped or could.")
        yield CareNote(NoteKind.SAFETY, "", why, gettext("a way through, or someone to talk to"))
