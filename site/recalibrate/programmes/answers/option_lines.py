"""The answers of a question as an organiser types them: one a line, with a mark at the end of some.

`Quite a lot +` counts as yes; `Prefer not to say *` stands apart. The order is the order on the form.
"""

from collections.abc import Iterable

from .types import AnswerOption

YES_MARK, APART_MARK = "+", "*"
PREFER_NOT = "Prefer not to say"


def options_of(lines: str) -> tuple[AnswerOption, ...]:
    """The answers, numbered from 1 in their order."""
    typed = [line.strip() for line in lines.splitlines() if line.strip()]
    return tuple(_option(number, line) for number, line in enumerate(typed, 1))


def _option(number: int, line: str) -> AnswerOption:
    text = line.rstrip(f"{YES_MARK}{APART_MARK} ")
    marks = line[len(text) :]
    return AnswerOption(number, text, YES_MARK in marks, APART_MARK in marks)


def lines_of(options: Iterable[AnswerOption]) -> str:
    marks = {(True, False): f" {YES_MARK}", (False, True): f" {APART_MARK}"}
    return "\n".join(f"{one.text}{marks.get((one.is_yes, one.is_apart), '')}" for one in options)
