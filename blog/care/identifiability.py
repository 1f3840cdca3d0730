"""What could point to a patient, in posts that tell of one: ages, dates, beds, names, places."""

import re
from collections.abc import Iterator

from recalibrate.translation import gettext, gettext_noop

from .types import CareNote, DraftText, NoteKind

PATIENT = re.compile(
    r"\b(?:patients?|(?:his|her|their) (?:parents|relatives|family|wife|husband|mother|father|daughter|son)|"
    r"(?:was|were|been) (?:admitted|discharged|transferred|intubated|resuscitated)|"
    r"(?:the|a|our|my) (?:baby|child|woman|man|boy|girl|lady|gentleman)|bereaved|cardiac arrest)\b",
    re.IGNORECASE,
)
HAPPENED = re.compile(
    r"\b(?:admitted|died|born|arrived|discharged|transferred|operated|delivered|arrested|collapsed|"
    r"brought in|came in|patient|baby|child)\b",
    re.IGNORECASE,
)
PERSON = (
    r"(?:man|woman|boy|girl|patients?|child|baby|lady|gentleman|mother|father|mum|dad|son|daughter|"
    r"teenager|infant|toddler|male|female)"
)
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
COLLEAGUE = re.compile(r"\b(?:consultant|surgeon|registrar|colleague|professor|nurse|matron|sister)\b", re.I)

MAY_BE_A_NAME = gettext_noop("It may be a name.")

# What, why it points to a person, what to write instead; and whether only in a sentence that tells of care.
SIGNS = (
    (
        re.compile(
            rf"\b\d{{1,3}}[- ](?:year|month|week|day)s?[- ]old(?:\s+\w+)?\s+{PERSON}\b|\baged \d{{1,3}}\b",
            re.I,
        ),
        gettext_noop("An exact age narrows down who it was."),
        gettext_noop("“in her eighties”, “a small child”"),
        False,
    ),
    (
        re.compile(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTHS}\b(?: \d{{4}})?"
            rf"|\b{MONTHS} \d{{1,2}}(?:st|nd|rd|th)?\b"
            r"|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
        ),
        gettext_noop("A date finds the day in the notes, and with it the person."),
        gettext_noop("“one winter”, “last year”"),
        True,
    ),
    (
        re.compile(
            r"\b(?:bed|bay|cubicle|side room) \d{1,3}[a-z]?\b|\b(?:bay|ward) [A-Z]\d{0,2}\b|"
            r"\b[Ww]ard \d{1,3}[A-Za-z]?\b"
        ),
        gettext_noop("A bed or a ward says who it was to everybody who worked there."),
        gettext_noop("“a ward”, “a bed by the window”"),
        False,
    ),
    (
        re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Baby) [A-Z][a-z’'-]+"),
        MAY_BE_A_NAME,
        gettext_noop("no name, or one that is made up, and say so"),
        False,
    ),
    (
        re.compile(
            r"(?<![\w’'])[A-Z][\w’']{1,40}(?: [A-Z][\w’']{1,40}){0,5} (?:Hospital|Infirmary|Hospice)\b"
        ),
        gettext_noop("The place narrows down who it was."),
        gettext_noop("“a hospital where I worked”"),
        True,
    ),
    (
        re.compile(r"\b[1-9]\d{2} \d{3} \d{4}\b"),
        gettext_noop("It looks like an NHS number."),
        gettext_noop("take it out"),
        False,
    ),
)


def identifiability_notes(draft: DraftText) -> Iterator[CareNote]:
    if not any(PATIENT.search(sentence) for sentence in draft.sentences):
        return
    for sentence in draft.sentences:
        for pattern, why, suggestion, only_in_care in SIGNS:
            match = pattern.search(sentence)
            if match is None or (only_in_care and not HAPPENED.search(sentence)):
                continue
            if not (why is MAY_BE_A_NAME and COLLEAGUE.search(sentence)):
                yield CareNote(NoteKind.GIVEN_AWAY, match[0], gettext(why), gettext(suggestion))
