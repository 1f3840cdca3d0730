"""Many rows in one statement, whatever their number: JSON goes in, the database takes it apart.

Django's own bulk methods send one statement per 60 items to SQLite. Both databases that we run on take these.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from django.db import connection

from .models import Curation, Item, Source
from .pipeline.types import ItemData

COLUMNS = tuple(field.name for field in fields(ItemData))
KEPT = ("identity", "published_at")  # what a republished entry never moves
MAX_CHANGES = 24  # a document that holds the time of day changes at every look


def insert_items(source: Source, items: Iterable[ItemData], now: datetime) -> int:
    """Add those that the source does not have; how many that were. One statement."""
    columns = ", ".join(COLUMNS)
    empty = {
        **dict.fromkeys(("image_url", "enclosure_url", "enclosure_type"), "''"),
        **dict.fromkeys(("later_title", "later_text", "later_fingerprint"), "''"),
        **dict.fromkeys(("has_changed_since_decision", "has_doubtful_date"), _literal(False)),
        "categories": "'[]'",
        "change_count": "0",
    }
    statement = f"""
        INSERT INTO {Item._meta.db_table} (source_id, first_seen_at, {", ".join(empty)}, {columns})
        SELECT %s, {_moment("%s")}, {", ".join(empty.values())}, {columns} FROM {_rows()}
        WHERE {_literal(True)}
        ON CONFLICT (source_id, identity) DO NOTHING"""  # noqa: S608  # names of our own columns only
    return _run(statement, [source.pk, _adapted(now), _json(items)])


def rewrite_undecided(source: Source, items: Iterable[ItemData], now: datetime) -> int:
    """Give new words to items that nobody has decided on; how many got them. One statement."""
    changes = ", ".join(f"{name} = fresh.{name}" for name in COLUMNS if name not in KEPT)
    item, curation = Item._meta.db_table, Curation._meta.db_table
    statement = f"""
        UPDATE {item} SET {changes}, changed_at = {_moment("%s")}, sorted_at = NULL,
          change_count = {item}.change_count + 1
        FROM {_rows()}
        WHERE {item}.source_id = %s AND {item}.identity = fresh.identity
          AND {item}.change_count < {MAX_CHANGES}
          AND NOT EXISTS (SELECT 1 FROM {curation} WHERE {curation}.item_id = {item}.id)"""  # noqa: S608
    return _run(statement, [_adapted(now), _json(items), source.pk])


def _rows() -> str:
    if connection.vendor == "postgresql":
        typed = ", ".join(f"{name} {_type(name)}" for name in COLUMNS)
        return f"jsonb_to_recordset(%s::jsonb) AS fresh({typed})"
    taken = ", ".join(f"json_extract(value, '$.{name}') AS {name}" for name in COLUMNS)
    return f"(SELECT {taken} FROM json_each(%s)) AS fresh"  # noqa: S608


def _type(column: str) -> str:
    return "timestamptz" if column == "published_at" else "text"


def _moment(placeholder: str) -> str:
    return f"{placeholder}::timestamptz" if connection.vendor == "postgresql" else placeholder


def _literal(truth: bool) -> str:
    if connection.vendor == "postgresql":
        return "TRUE" if truth else "FALSE"
    return "1" if truth else "0"


def _adapted(moment: datetime | None) -> str | None:
    """A moment as this database stores it."""
    return None if moment is None else str(connection.ops.adapt_datetimefield_value(moment))


def _json(items: Iterable[ItemData]) -> str:
    rows: list[dict[str, Any]] = [
        {**asdict(item), "published_at": _adapted(item.published_at)} for item in items
    ]
    return json.dumps(rows)


def _run(statement: str, parameters: list[str | int | None]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
