"""Errors to whatever speaks Sentry's language, if the operator names it: nothing about people."""

from collections.abc import Callable
from typing import Any

from .logging import without_people

KEPT = frozenset(
    [
        "level",
        "logger",
        "platform",
        "timestamp",
        "event_id",
        "release",
        "environment",
        "exception",
        "logentry",
    ]
)


def options(dsn: str, *, release: str) -> dict[str, Any]:
    """Nothing but errors: no performance, no request bodies, no variables, no names of machines."""
    return {
        "dsn": dsn,
        "release": release,
        "send_default_pii": False,
        "include_local_variables": False,
        "max_request_body_size": "never",
        "max_breadcrumbs": 0,
        "traces_sample_rate": 0,
        "server_name": "",
        "before_send": scrub,
    }


def scrub(event: dict[str, Any], hint: object) -> dict[str, Any]:
    """The event without request, user and whatever else it learns one day, and its words without people."""
    return {name: _clean(value, without_people) for name, value in event.items() if name in KEPT}


def _clean(value: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _clean(each, clean) for key, each in value.items() if key != "vars"}
    if isinstance(value, list):
        return [_clean(each, clean) for each in value]
    return value
