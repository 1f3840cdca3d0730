"""What was disclosed, as it is kept: written once, and never worked out again."""

from collections.abc import Iterable, Mapping
from typing import Any

from .types import AnswerOption, AskedQuestion, Disclosed, Moved, OptionCount


def disclosed_as_json(shown: Disclosed) -> dict[str, Any]:
    return {
        "asked": asked_as_json(shown.asked),
        "detail": shown.detail,
        "rows": [[row.text, row.count, row.is_yes] for row in shown.rows],
        "answered": shown.answered,
        "apart": shown.apart,
        "why": shown.why,
    }


def asked_as_json(asked: AskedQuestion) -> dict[str, Any]:
    return {
        "code": asked.code,
        "version": asked.version,
        "kind": asked.kind,
        "matter": asked.matter,
        "text": asked.text,
        "short": asked.short,
        "level": asked.level,
        "looks_back_from": asked.looks_back_from,
        "options": [[one.value, one.text, one.is_yes, one.is_apart] for one in asked.options],
    }


def asked_from_json(said: Mapping[str, Any]) -> AskedQuestion:
    return AskedQuestion(**{**said, "options": tuple(AnswerOption(*one) for one in said["options"])})


def disclosed_from_json(said: Mapping[str, Any]) -> Disclosed:
    return Disclosed(
        asked_from_json(said["asked"]),
        said["detail"],
        tuple(OptionCount(*row) for row in said["rows"]),
        said["answered"],
        said["apart"],
        said["why"],
    )


def moved_as_json(moved: Moved) -> dict[str, Any]:
    return {
        "asked": asked_as_json(moved.asked),
        "up": moved.up,
        "same": moved.same,
        "down": moved.down,
    }


def moved_from_json(said: Mapping[str, Any]) -> Moved:
    return Moved(asked_from_json(said["asked"]), said["up"], said["same"], said["down"])


def results_as_json(forms: int, questions: Iterable[Disclosed], moved: Iterable[Moved]) -> dict[str, Any]:
    return {
        "forms": forms,
        "questions": [disclosed_as_json(one) for one in questions],
        "moved": [moved_as_json(one) for one in moved],
    }
