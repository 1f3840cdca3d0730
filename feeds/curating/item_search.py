"""Finding items by their words, however many there are. The database keeps the index whenever a row changes.

SQLite: an FTS5 table fed by triggers, which Django loses whenever a migration remakes the table of items; so
all of it is looked at, and mended, after every `migrate`. PostgreSQL: an index on what is asked for.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection, connections
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from ..models import Item
from ..models.item import ItemQuerySet

ITEM = Item._meta.db_table
WORDS = "feeds_item_words"
MAX_WORDS, MAX_WORD = 12, 60
STEMS = f"to_tsvector('english'::regconfig, {ITEM}.title || ' ' || {ITEM}.text)"
ADD = f"INSERT INTO {WORDS}(rowid, title, text) VALUES (new.id, new.title, new.text);"  # noqa: S608
REMOVE = f"INSERT INTO {WORDS}({WORDS}, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);"  # noqa: S608
TRIGGERS = {
    f"{WORDS}_added": f"AFTER INSERT ON {ITEM} BEGIN {ADD} END",
    f"{WORDS}_removed": f"AFTER DELETE ON {ITEM} BEGIN {REMOVE} END",
    f"{WORDS}_changed": f"AFTER UPDATE OF title, text ON {ITEM} BEGIN {REMOVE} {ADD} END",
}

_WORD = re.compile(r"[^\W_]+")


def saying(items: ItemQuerySet, typed: str) -> ItemQuerySet:
    """Those whose title or text has every word that was typed, or words that begin like it."""
    words = [word[:MAX_WORD] for word in _WORD.findall(typed)[:MAX_WORDS]]
    if not words:
        return items.none() if typed.strip() else items
    if connection.vendor == "postgresql":
        return _matching(items, " & ".join(f"{word}:*" for word in words))
    return _matching(items, " AND ".join(f'"{word}"*' for word in words))


def saying_any(items: ItemQuerySet, phrases: Iterable[str]) -> ItemQuerySet:
    """Those that have one of these words, or words in a row."""
    split = [words for phrase in phrases if (words := _WORD.findall(phrase))]
    if not split:
        return items.none()
    if connection.vendor == "postgresql":
        return _matching(items, " | ".join(f"({' <-> '.join(words)})" for words in split))
    return _matching(items, " OR ".join(f'"{" ".join(words)}"' for words in split))


def said(phrases: Iterable[str]) -> Q:
    """saying_any() for one row after the other: for few rows of a store in which many say it."""
    split = [words for phrase in phrases if (words := _WORD.findall(phrase))]
    if connection.vendor == "postgresql":
        question = " | ".join(f"({' <-> '.join(words)})" for words in split)
        says = RawSQL(f"{STEMS} @@ to_tsquery('english'::regconfig, %s)", [question], BooleanField())  # noqa: S611
        return Q(says)
    return Q(pk__in=saying_any(Item.objects.all(), phrases).order_by().values("pk"))


def _matching(items: ItemQuerySet, question: str) -> ItemQuerySet:
    if connection.vendor == "postgresql":
        found = f"SELECT id FROM {ITEM} WHERE {STEMS} @@ to_tsquery('english'::regconfig, %s)"  # noqa: S608
    else:
        found = f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s"  # noqa: S608
    return items.filter(pk__in=RawSQL(found, [question]))  # noqa: S611  # what was typed is a parameter


def ensure(*, using: str = "default", **kwargs: Any) -> None:
    """The index is there, whole, and kept by the database."""
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "postgresql":
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {WORDS} ON {ITEM} USING gin (({STEMS}))")
            return
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{WORDS}%"]
        )
        (there,) = cursor.fetchone()
        if there == len(TRIGGERS):
            return
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {WORDS} USING fts5"
            f"(title, text, content='{ITEM}', content_rowid='id', tokenize='porter unicode61')"
        )
        for name, when in TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {when}")
        cursor.execute(f"INSERT INTO {WORDS}({WORDS}) VALUES ('rebuild')")  # noqa: S608
