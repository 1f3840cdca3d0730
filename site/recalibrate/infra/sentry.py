"""Errors to whatever speaks Sentry's language, if the operator names it: nothing about people."""

from collections.abc import Callable, Mapping
from typing import Any

from .database_away import is_database_away
from .logging import without_people
from .seldom import Seldom

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


_away = Seldom()


def scrub(event: dict[str, Any], hint: Mapping[str, Any]) -> dict[str, Any] | None:
    """The event without request, user and whatever else it learns one day, and its words without people.

    None, so that it is not sent, where the database is away and a report of the same minute said so.
    """
    _, error, _ = hint.get("exc_info") or (None, None, None)
    if is_database_away(error) and not _away.lets_through():
        return None
    return {name: _clean(value, without_people) for name, value in event.items() if name in KEPT}


def _clean(value: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _clean(each, clean) for key, each in value.items() if key != "vars"}
    if isinstance(value, list):
        return [_clean(each, clean) for each in value]
    return value
