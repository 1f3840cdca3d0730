"""Many rows in one statement, whatever their number: JSON goes in, the database takes it apart.

Django's own bulk methods send one statement per 60 items to SQLite. Both databases that we run on take these.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

from ..models import Curation, HostHold, Item, Source, Tombstone
from ..pipeline.types import Adoption, ItemData

COLUMNS = tuple(field.name for field in fields(ItemData))
KEPT = ("identity", "published_at")  # what a republished entry never moves
MAX_CHANGES = 24  # a document that holds the time of day changes at every look
JSON_COLUMNS, TRUTHS, MOMENTS = ("categories",), ("has_doubtful_date",), ("published_at",)
ITEM, SOURCE, HOLD = Item._meta.db_table, Source._meta.db_table, HostHold._meta.db_table
SOURCE_FIELDS = {field.name: field for field in Source._meta.concrete_fields}
DECIDED, TOMB = Curation._meta.db_table, Tombstone._meta.db_table
IS_DECIDED = f"EXISTS (SELECT 1 FROM {DECIDED} WHERE {DECIDED}.item_id = {ITEM}.id)"  # noqa: S608


def lease_source(source: Source, token: str, *, until: datetime, due_at: datetime, now: datetime) -> bool:
    """Give the source to the worker that holds `token`, if it is as it was read, free, and due by `due_at`.

    Not while its host is held, or another of its sources leased. One statement, and the one that is asked
    most often: written out, it takes a third of what building it takes.
    """
    host = (urlsplit(source.feed_url).hostname or "").lower()
    starts = [f"{scheme}://{host}{end}%" for scheme in ("http", "https") for end in ("/", ":")]
    at_host = " OR ".join(["LOWER(other.feed_url) LIKE %s"] * len(starts))
    moment = _moment("%s")
    statement = f"""
        UPDATE {SOURCE} SET lease_token = %s, leased_until = {moment}
        WHERE id = %s AND feed_url = %s AND next_check_at = {moment} AND next_check_at <= {moment}
          AND (leased_until IS NULL OR leased_until < {moment})
          AND NOT EXISTS (SELECT 1 FROM {HOLD} WHERE host = %s AND held_until > {moment})
          AND NOT EXISTS (SELECT 1 FROM {SOURCE} other
            WHERE other.leased_until >= {moment} AND other.id <> %s AND ({at_host}))"""  # noqa: S608
    asked = _adapted(now)
    as_read: list[str | int | None] = [
        source.pk,
        source.feed_url,
        _adapted(source.next_check_at),
        _adapted(due_at),
    ]
    return bool(
        _run(statement, [token, _adapted(until), *as_read, asked, host, asked, asked, source.pk, *starts])
    )


def write_source(source: Source, token: str, values: dict[str, Any]) -> bool:
    """Set these of the source's columns, if it is still leased to the worker that holds `token`.

    As update() would, at a quarter of its cost: every look at a source ends with it.
    """
    fields = [SOURCE_FIELDS[name] for name in values]
    columns = ", ".join(f"{field.column} = %s" for field in fields)
    written = [
        field.get_db_prep_save(value, connection)
        for field, value in zip(fields, values.values(), strict=True)
    ]
    statement = f"UPDATE {SOURCE} SET {columns} WHERE id = %s AND lease_token = %s"  # noqa: S608
    return bool(_run(statement, [*written, source.pk, token]))


def stored_items(
    source: Source, identities: Iterable[str], addresses: Iterable[str]
) -> list[tuple[str, str, str, str, int, str]]:
    """What the source has under these identities or addresses. One statement, whatever their number.

    Identity, address, fingerprint, later fingerprint, count of changes and title of each.
    """
    statement = f"""
        SELECT identity, canonical_url, fingerprint, later_fingerprint, change_count, title FROM {ITEM}
        WHERE source_id = %s AND (identity IN ({_listed()}) OR canonical_url IN ({_listed()}))"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [source.pk, json.dumps(list(identities)), json.dumps(list(addresses))])
        return list(cursor.fetchall())


def tombs(source: Source, identities: Iterable[str], addresses: Iterable[str]) -> list[tuple[str, str]]:
    """What was removed before under these identities, or from whichever source's address. One statement."""
    statement = f"""
        SELECT identity, canonical_url FROM {TOMB} WHERE (source_id = %s AND identity IN ({_listed()}))
          OR (canonical_url IN ({_listed()}) AND (source_id = %s OR source_id IS NULL))"""  # noqa: S608
    listed = [json.dumps(list(identities)), json.dumps(list(addresses))]
    with connection.cursor() as cursor:
        cursor.execute(statement, [source.pk, *listed, source.pk])
        return list(cursor.fetchall())


def _listed() -> str:
    """The texts of one JSON parameter, for IN."""
    if connection.vendor == "postgresql":
        return "SELECT jsonb_array_elements_text(%s::jsonb)"
    return "SELECT value FROM json_each(%s)"


def insert_items(source: Source, items: Sequence[ItemData], now: datetime) -> int:
    """Add those that the source does not have; how many that were. One statement."""
    columns = ", ".join(COLUMNS)
    untouched = _defaults()
    statement = f"""
        INSERT INTO {ITEM} (source_id, first_seen_at, {", ".join(untouched)}, {columns})
        SELECT %s, {_moment("%s")}, {", ".join(untouched.values())}, {columns} FROM {_rows(COLUMNS)}
        WHERE {_literal(True)}
        ON CONFLICT (source_id, identity) DO NOTHING"""  # noqa: S608  # names of our own columns only
    return _run(statement, [source.pk, _adapted(now), _json(map(_row, items))]) if items else 0


def rewrite_undecided(source: Source, items: Sequence[ItemData], now: datetime) -> int:
    """Give new words to items that no editor has decided on; how many got them. One statement."""
    changes = ", ".join(f"{name} = fresh.{name}" for name in COLUMNS if name not in KEPT)
    statement = f"""
        UPDATE {ITEM} SET {changes}, published_at = COALESCE({ITEM}.published_at, fresh.published_at),
          changed_at = {_moment("%s")}, sorted_at = NULL, change_count = {ITEM}.change_count + 1
        FROM {_rows(COLUMNS)}
        WHERE {ITEM}.source_id = %s AND {ITEM}.identity = fresh.identity AND {ITEM}.expired_at IS NULL
          AND {ITEM}.change_count < {MAX_CHANGES} AND NOT {IS_DECIDED}"""  # noqa: S608
    return _run(statement, [_adapted(now), _json(map(_row, items)), source.pk]) if items else 0


def flag_decided(source: Source, items: Sequence[ItemData], now: datetime) -> int:
    """Note a source's new words beside the ones that an editor decided on; how many that were.

    An item whose source takes its change back is as if nothing had happened. One statement.
    """
    # Words, however they are spaced: reading markup better than last time is no change of the source.
    is_new = " OR ".join(
        f"replace(fresh.{name}, ' ', '') <> replace({ITEM}.{name}, ' ', '')" for name in ("title", "text")
    )
    has_changed = {"title": is_new, "text": is_new, "fingerprint": f"fresh.fingerprint <> {ITEM}.fingerprint"}
    later = ", ".join(
        f"later_{name} = CASE WHEN {when} THEN fresh.{name} ELSE '' END" for name, when in has_changed.items()
    )
    statement = f"""
        UPDATE {ITEM} SET has_changed_since_decision = ({is_new}), {later},
          changed_at = {_moment("%s")}, change_count = {ITEM}.change_count + 1
        FROM {_rows(COLUMNS)}
        WHERE {ITEM}.source_id = %s AND {ITEM}.identity = fresh.identity
          AND {ITEM}.change_count < {MAX_CHANGES} AND {IS_DECIDED}"""  # noqa: S608
    return _run(statement, [_adapted(now), _json(map(_row, items)), source.pk]) if items else 0


def adopt_items(source: Source, adoptions: Sequence[Adoption]) -> int:
    """Give stored items the ids that their source now calls them by. One statement."""
    rows = [{"before": one.before, "identity": one.item.identity, "guid": one.item.guid} for one in adoptions]
    statement = f"""
        UPDATE {ITEM} SET identity = fresh.identity, guid = fresh.guid
        FROM {_rows(("before", "identity", "guid"))}
        WHERE {ITEM}.source_id = %s AND {ITEM}.identity = fresh.before"""  # noqa: S608
    return _run(statement, [_json(rows), source.pk]) if rows else 0


def note_departures(source: Source, items: Sequence[ItemData], now: datetime) -> int:
    """Note which of the source's items its document no longer has, or has again. One statement."""
    here = f"{ITEM}.identity IN (SELECT identity FROM {_rows(('identity',))})"  # noqa: S608
    statement = f"""
        UPDATE {ITEM} SET left_feed_at = CASE WHEN left_feed_at IS NULL THEN {_moment("%s")} END
        WHERE source_id = %s AND (left_feed_at IS NULL) <> ({here})"""  # noqa: S608
    rows = ({"identity": item.identity} for item in items)
    return _run(statement, [_adapted(now), source.pk, _json(rows)])


def _defaults() -> dict[str, str]:
    """What stands in the columns that an item's source says nothing about, as literals."""
    said = {*COLUMNS, "source_id", "first_seen_at"}
    others = [
        one for one in Item._meta.concrete_fields if not (one.null or one.primary_key or one.has_db_default())
    ]
    return {str(one.column): _written(one.get_default()) for one in others if one.column not in said}


def _written(default: object) -> str:
    if isinstance(default, bool):
        return _literal(default)
    return str(default) if isinstance(default, int) else f"'{default}'"


def _rows(columns: Iterable[str]) -> str:
    """The table `fresh` out of one JSON parameter."""
    if connection.vendor == "postgresql":
        typed = ", ".join(f"{name} {_type(name)}" for name in columns)
        return f"jsonb_to_recordset(%s::jsonb) AS fresh({typed})"
    taken = ", ".join(f"json_extract(value, '$.{name}') AS {name}" for name in columns)
    return f"(SELECT {taken} FROM json_each(%s)) AS fresh"  # noqa: S608


def _type(column: str) -> str:
    if column in MOMENTS:
        return "timestamptz"
    if column in TRUTHS:
        return "boolean"
    return "jsonb" if column in JSON_COLUMNS else "text"


def _moment(placeholder: str) -> str:
    return f"{placeholder}::timestamptz" if connection.vendor == "postgresql" else placeholder


def _literal(truth: bool) -> str:
    if connection.vendor == "postgresql":
        return "TRUE" if truth else "FALSE"
    return "1" if truth else "0"


@lru_cache(maxsize=256)
def _adapted(moment: datetime | None) -> str | None:
    """A moment as this database stores it."""
    return None if moment is None else str(connection.ops.adapt_datetimefield_value(moment))


def _row(item: ItemData) -> dict[str, Any]:
    row = {name: getattr(item, name) for name in COLUMNS}
    row["published_at"] = _adapted(item.published_at)
    return row


def _json(rows: Iterable[dict[str, Any]]) -> str:
    return json.dumps(list(rows))


def _run(statement: str, parameters: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
