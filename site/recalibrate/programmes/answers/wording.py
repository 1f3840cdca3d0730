"""What may not be asked, and why: said when a questionnaire is made, never when people answer."""

import re
from collections.abc import Iterator, Sequence

from recalibrate.translation import gettext, gettext_noop

from .types import AskedQuestion

MOST_QUESTIONS, MOST_TEXTS = 10, 2
# Answers to tick, all to be read within the two minutes of a form; weighed against nothing else that is written.
MOST_MANY = 9
SCALE_STEPS = 5  # labelled, with a true middle: so many labels fit a screen of 320 pixels
LONGEST_TEXT, LONGEST_OPTION = 140, 40
MANY_WORDS = 20  # in a question: more are hard to take in at once; its author is warned, not stopped

INSTRUMENTS = re.compile(r"\b(?:PHQ|GAD|K)[- ]?(?:2|7|9|10)\b", re.I)
LICENSED = re.compile(r"\bMaslach\b|\bMBI\b|\bS?-?W?EMWBS\b|\bWarwick[-–]Edinburgh\b", re.I)
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

NO_INSTRUMENT = gettext_noop(
    "Scored questionnaires about illness ask about suicide, and an anonymous answer reaches nobody who could "
    "help. Leave it out."
)
NOT_LICENSED = gettext_noop(
    "Its licence does not allow a form that anybody with the code may open. Leave it out."
)
NO_DANGER = gettext_noop(
    "This asks about something that a person would have to act on the same day. An anonymous answer cannot "
    "be. Leave it out."
)
NO_PERSON = gettext_noop(
    "In a small room this tells who answered. Leave it out: attendance by grade or hospital is counted at "
    "the door."
)


def refusals(sheet: Sequence[AskedQuestion]) -> Iterator[str]:
    """Why this sheet cannot be used, in words for its author."""
    if len(sheet) > MOST_QUESTIONS:
        yield gettext(
            "{count} questions: {most_questions} are answered in two minutes, more are not."
        ).format(count=len(sheet), most_questions=MOST_QUESTIONS)
    if sum(asked.kind == "text" for asked in sheet) > MOST_TEXTS:
        yield gettext("Two questions may be answered in words; every more is work for those who read them.")
    codes = [asked.code for asked in sheet]
    if len(set(codes)) < len(codes):
        yield gettext("Two questions have one code. Each needs its own: results are compared by it.")
    for asked in sheet:
        for refusal in (*content(asked), *shape(asked, codes)):
            yield f"“{asked.text}”: {refusal}"


def instrument_refusals(name: str, questions: Sequence[AskedQuestion]) -> Iterator[str]:
    """Why a set of questions from elsewhere cannot be used: by its name, or by what it asks."""
    if INSTRUMENTS.search(name):
        yield gettext(NO_INSTRUMENT)
    if LICENSED.search(name):
        yield gettext(NOT_LICENSED)
    if not questions:
        yield gettext("It asks nothing yet: write its questions, one on each line.")
    yield from refusals(questions)


def content(asked: AskedQuestion) -> Iterator[str]:
    said = " ".join((asked.text, asked.hint, *(option.text for option in asked.options)))
    if INSTRUMENTS.search(said):
        yield gettext(NO_INSTRUMENT)
    if LICENSED.search(said):
        yield gettext(NOT_LICENSED)
    if DANGEROUS.search(said):
        yield gettext(NO_DANGER)
    if TOO_CLOSE.search(said):
        yield gettext(NO_PERSON)


def shape(asked: AskedQuestion, codes: Sequence[str]) -> Iterator[str]:
    counted = asked.counted_options
    if asked.kind == "text":
        if asked.options:
            yield gettext("a question answered in words has no answers to tick.")
        return
    if any(len(option.text) > LONGEST_OPTION for option in asked.options):
        yield gettext("an answer is longer than {longest_option} characters, which a phone breaks.").format(
            longest_option=LONGEST_OPTION
        )
    if len({option.text for option in asked.options}) < len(asked.options):
        yield gettext("two answers are the same.")
    if asked.kind == "many":
        if not 2 <= len(asked.options) <= MOST_MANY:
            yield gettext("between 2 and {most_many} answers may be ticked; this has {count}.").format(
                most_many=MOST_MANY, count=len(asked.options)
            )
        return
    if asked.kind == "scale" and (len(counted) != SCALE_STEPS or len(asked.options) != SCALE_STEPS + 1):
        yield gettext("a scale has five answers, the least first, and one apart: “Prefer not to say *”.")
    if not 1 <= sum(option.is_yes for option in counted) < len(counted):
        yield gettext("mark with + which answers count as “yes”: at least one, and not all.")
    if asked.looks_back_from and asked.looks_back_from not in codes:
        yield gettext("it looks back from “{looks_back_from}”, which is not asked here.").format(
            looks_back_from=asked.looks_back_from
        )


def warnings_about(asked: AskedQuestion) -> Iterator[str]:
    """What makes a question hard to answer; it may stay."""
    if TWO_IN_ONE.search(asked.text):
        yield gettext("asks two things at once.")
    if NEGATIVE.search(asked.text):
        yield gettext("has a “not” in it: people read past it.")
    if len(asked.text.split()) > MANY_WORDS:
        yield gettext("has more than {many_words} words.").format(many_words=MANY_WORDS)
