"""No text makes a regular expression take long: not in a log line, a form, a feed, a file or an address.

Every expression is found in the source by itself, and the texts that cost it most are worked out of it
(`worst_cases`). Four times the text may take four times as long, and some more for noise, not sixteen times.
"""

import time
from collections.abc import Callable
from functools import cache, partial

import pytest
from worst_cases import Expression, of_addresses, of_the_source, of_validators

from blog import reading_time
from recalibrate.core.citations import Citations
from recalibrate.home.one_thing import opening, sentences
from recalibrate.infra.logging import LONGEST, without_people

UNITS = (":", "a", "a@", "<", "<li>", "1.", "<b>A. ", "?a", "::1g", "[1]", "0:", "<p>A. <a ")
# Characters, and processor seconds that a text of that length may always take. The first ones find what
# doubles or trebles with each character, before it takes minutes.
STEPS = {12: 0.05, 16: 0.05, 20: 0.05, 24: 0.05, 120: 0.05, 600: 0.05, 3_000: 0.012, 12_000: 0.001}
LAST, LONG = 12_000, 48_000
GO_ON_WITH = {600: 120, 3_000: 30}  # so many of the texts that took longest
HOPELESS, MOST_SECONDS = 0.05, 0.25
IS_ABOUT_LINEAR = 9  # times as long, for four times the text


@cache
def all_expressions() -> tuple[Expression, ...]:
    """Each once, in each way it is used."""
    found = [*of_the_source(), *of_addresses(), *of_validators()]
    return tuple({(one.pattern, one.flags, one.is_searched): one for one in found}.values())


def seconds(work: Callable[[], object], tries: int = 1) -> float:
    """Processor time, the least of some tries: whatever else runs here can only make it longer."""
    taken = []
    for _ in range(tries):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def superlinear(one: Expression) -> str:
    """The text that it takes too long for, and how long; or nothing.

    What is worse than linear stands out before it is slow, so that the longest texts are made of the worst only:
    with 600 characters the square of a length is already six hundred times the length.
    """
    worst: set[int] | None = None
    for length, allowed in STEPS.items():
        taken = {}
        for place, text in enumerate(one.texts(length)):
            if worst is not None and place not in worst:
                continue
            taken[place] = seconds(partial(one.run, text))
            if taken[place] > allowed and (found := _confirmed(one, text, length)):
                return found
        if length in GO_ON_WITH:
            worst = set(sorted(taken, key=taken.__getitem__, reverse=True)[: GO_ON_WITH[length]])
    return ""


def _confirmed(one: Expression, text: str, length: int) -> str:
    """A second look at what may only have been noise; what is slow but not hopeless is tried with more."""
    short = seconds(partial(one.run, text), 3)
    if length < LAST or short > HOPELESS:
        return f"{short:.3f} s for {len(text)} characters: {text[:40]!r}…" if short > STEPS[length] else ""
    longer = text[: length // 2] * 2 * (LONG // length) + text[-3:]
    taken = seconds(partial(one.run, longer), 2)
    if taken > MOST_SECONDS or (taken > 0.05 and taken > IS_ABOUT_LINEAR * short):
        return f"{short:.3f} s for {len(text)} characters, {taken:.3f} s for {len(longer)}: {text[:40]!r}…"
    return ""


def test_no_expression_takes_longer_than_its_text_is_long():
    found = {one.where: text for one in all_expressions() if (text := superlinear(one))}

    assert found == {}


def test_the_expressions_are_the_sources():
    where = [one.where for one in all_expressions()]

    assert len(where) > 300
    for known in ("infra/logging.py:_E_MAIL", "identifiability.py", "hours.py", "address ", "Validator"):
        assert any(known in one for one in where), known


@pytest.mark.parametrize(
    "bad",
    [
        r"<[^>]*>",
        r"(a+)+$",
        r"(?:[a-z]+\s*)*;",
        r"\s*[-–—]\s*",
        r"[^\s@]+@[^\s@]+",
        r"(?<![\w:])[0-9a-f:]*::[0-9a-f:]+(?![\w:])",
        r"<(p|li)\b[^>]*>(.*?)</\1>",
        r"\b[A-Z][\w’']+(?: [A-Z][\w’']+)* (?:Hospital|Infirmary)\b",
        r"[.!?](?:</a>)*\s+(?=(?:<[a-z][^>]*>)?[A-Z])",
        r"(\d+|\w+)*-$",
        rb"\s+$",
    ],
)
def test_worst_cases_are_found(bad):
    """Else the test above could never fail. Most of these stood in the source."""
    assert superlinear(Expression("here", bad, 16 if isinstance(bad, str) else 0, is_searched=True))


@pytest.mark.parametrize(
    "work",
    [
        without_people,
        reading_time.count_words,
        sentences,
        opening,
        lambda text: Citations(9).linked(text),
    ],
    ids=["without_people", "words", "sentences", "opening", "citations"],
)
@pytest.mark.parametrize("unit", UNITS)
def test_what_is_made_of_them_is_linear_too(work, unit):
    text, longer = unit * (8_000 // len(unit)), unit * (32_000 // len(unit))

    taken = seconds(lambda: work(longer), 2)

    assert taken < 0.05 or taken < IS_ABOUT_LINEAR * seconds(lambda: work(text), 3)
    assert taken < MOST_SECONDS


def test_a_line_of_the_log_is_cut_before_it_is_looked_through():
    assert len(without_people("a " * LONGEST)) <= LONGEST
