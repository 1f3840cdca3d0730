"""What may not be asked, and why: said when a questionnaire is made, never when somebody answers."""

import re
from collections.abc import Iterator, Sequence

from .types import AskedQuestion

MOST_QUESTIONS, MOST_TEXTS = 10, 2
MOST_MANY = 9
SCALE = 5
LONGEST_TEXT, LONGEST_OPTION = 140, 40
MANY_WORDS = 20

INSTRUMENTS = re.compile(r"\b(?:PHQ|GAD|K)[- ]?(?:2|7|9|10)\b|\bMaslach\b|\bMBI\b|\bW?EMWBS\b", re.I)
TOO_CLOSE = re.compile(
    r"\b(?:your (?:full )?name|e-?mail|(?:tele)?phone number|GMC|NMC|date of birth|how old|your age|"
    r"your grade|which (?:grade|ward|rota|hospital|department)|your (?:ward|rota|hospital|department|sex|"
    r"gender|ethnicity|religion))\b",
    re.I,
)
DANGEROUS = re.compile(
    r"\bsuicid\w*|\bself[- ]?harm\w*|\bdiagnos\w*|\bmedication\b|\bbetter off dead\b", re.I
)
TWO_IN_ONE = re.compile(r"\band/or\b", re.I)
NEGATIVE = re.compile(r"\b(?:not|never|no longer|\w+n[’']t)\b", re.I)

NO_INSTRUMENT = (
    "Scored questionnaires about illness ask about suicide, and an anonymous answer reaches nobody who could "
    "help. Leave it out."
)
NO_DANGER = (
    "This asks for something that somebody would have to act on the same day, and an anonymous answer cannot "
    "be. Leave it out."
)
NO_PERSON = (
    "In a small room this tells who answered. Leave it out: attendance by grade or hospital is counted at "
    "the door."
)


def refusals(sheet: Sequence[AskedQuestion]) -> Iterator[str]:
    """Why this sheet cannot be used, in words for whoever made it."""
    if len(sheet) > MOST_QUESTIONS:
        yield f"{len(sheet)} questions: {MOST_QUESTIONS} are answered in two minutes, more are not."
    if sum(asked.kind == "text" for asked in sheet) > MOST_TEXTS:
        yield "Two questions may be answered in words; every more is work for those who read them."
    codes = [asked.code for asked in sheet]
    if len(set(codes)) < len(codes):
        yield "Two questions have one code. Each needs its own: results are compared by it."
    for asked in sheet:
        for refusal in (*content(asked), *shape(asked, codes)):
            yield f"“{asked.text}”: {refusal}"


def content(asked: AskedQuestion) -> Iterator[str]:
    said = " ".join((asked.text, asked.hint, *(option.text for option in asked.options)))
    if INSTRUMENTS.search(said):
        yield NO_INSTRUMENT
    if DANGEROUS.search(said):
        yield NO_DANGER
    if TOO_CLOSE.search(said):
        yield NO_PERSON


def shape(asked: AskedQuestion, codes: Sequence[str]) -> Iterator[str]:
    counted = asked.counted_options
    if asked.kind == "text":
        if asked.options:
            yield "a question answered in words has no answers to tick."
        return
    if any(len(option.text) > LONGEST_OPTION for option in asked.options):
        yield f"an answer is longer than {LONGEST_OPTION} characters, which a phone breaks."
    if len({option.text for option in asked.options}) < len(asked.options):
        yield "two answers are the same."
    if asked.kind == "many":
        if not 2 <= len(asked.options) <= MOST_MANY:
            yield f"between 2 and {MOST_MANY} answers may be ticked; this has {len(asked.options)}."
        return
    if asked.kind == "scale" and (len(counted) != SCALE or len(asked.options) != SCALE + 1):
        yield "a scale has five answers, the least first, and one apart: “Prefer not to say *”."
    if not 1 <= sum(option.is_yes for option in counted) < len(counted):
        yield "mark with + which answers count as “yes”: at least one, and not all."
    if asked.looks_back_from and asked.looks_back_from not in codes:
        yield f"it looks back from “{asked.looks_back_from}”, which is not asked here."


def warnings_about(asked: AskedQuestion) -> Iterator[str]:
    """What makes a question hard to answer; it may stay."""
    if TWO_IN_ONE.search(asked.text):
        yield "asks two things at once."
    if NEGATIVE.search(asked.text):
        yield "has a “not” in it: people read past it."
    if len(asked.text.split()) > MANY_WORDS:
        yield f"has more than {MANY_WORDS} words."
