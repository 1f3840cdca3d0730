"""Asks the database's own full-text index. The two databases differ here and nowhere else."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from .models import SearchEntry
from .query import Query, Term
from .ranking import Match

MOST = 400  # things shown for one question: of more, PostgreSQL takes the newest, SQLite the best it knows
COMMON = 2_000  # a word that more things have tells them little apart, and to weigh them all takes long

# A kind and a state, as an index has them: PostgreSQL one for the states, SQLite a covering one by date, which the
# plus makes it take. Without a plus before FTS5's rowid it asks the words again for each thing of the kind: 230 ms.
NARROWED = {
    "sqlite": ("+kind = %(kind)s", "' ' || state_ids || ' ' LIKE %(state)s"),
    "postgresql": ("kind = %(kind)s", "string_to_array(state_ids, ' ') @> ARRAY[%(state_id)s]"),
}
COLUMNS = "e.id, e.kind, e.state_ids, e.published_on, e.title_terms"
CURRENT = "(expires_on IS NULL OR expires_on >= %(today)s)"
# Weighed before they are joined: to read the long row of everything that was found took half the time.
SQLITE = f"""
SELECT {COLUMNS}, best.weight
FROM (SELECT rowid, -bm25(search_fts, 8.0, 3.0, 1.0, 0.3) AS weight FROM search_fts
  WHERE search_fts MATCH %(query)s
  AND rowid NOT IN (SELECT id FROM search_searchentry WHERE expires_on < %(today)s)
  AND +rowid IN ({{among}})
  ORDER BY weight DESC, rowid DESC LIMIT %(most)s) best
JOIN search_searchentry e ON e.id = best.rowid
ORDER BY best.weight DESC, e.id DESC"""  # noqa: S608  # names of our own columns only
SQLITE_COUNT = (
    "SELECT COUNT(*) FROM (SELECT 1 FROM search_fts WHERE search_fts MATCH %(query)s LIMIT %(common)s)"
)
# What has it in its title, and the newest. The plus makes SQLite walk the index by date, and stop.
SQLITE_COMMON = f"""
SELECT {COLUMNS}, 0.0 FROM search_searchentry e WHERE {CURRENT} AND e.id IN (
  SELECT * FROM (SELECT rowid FROM search_fts
    WHERE search_fts MATCH %(titled)s AND +rowid IN ({{among}}) LIMIT %(most)s)
  UNION SELECT * FROM (SELECT id FROM search_searchentry
    WHERE +id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %(query)s)
    AND {CURRENT} AND {{narrowed}}
    ORDER BY published_on DESC, id DESC LIMIT %(most)s))
ORDER BY e.published_on DESC, e.id DESC"""  # noqa: S608
# What has no date, such as help, counts as newest; the order is that of an index.
POSTGRESQL = f"""
SELECT {COLUMNS}, ts_rank('{{{{0.03, 0.15, 0.4, 1.0}}}}', e.terms, to_tsquery('simple', %(query)s), 1)
  * CASE WHEN e.terms @@ to_tsquery('simple', %(phrase)s) THEN 2 ELSE 1 END AS weight
FROM (SELECT * FROM search_searchentry
  WHERE terms @@ to_tsquery('simple', %(query)s) AND {CURRENT} AND {{narrowed}}
  ORDER BY published_on DESC, id DESC LIMIT %(most)s) e
ORDER BY weight DESC, e.id DESC"""  # noqa: S608


def matches(
    query: Query, *, of_all: bool = True, kind: str = "", state_id: int | None = None, most: int | None = None
) -> list[Match]:
    """What has all the words of the question, or else any of them: `MOST` at least, where there are more.

    Narrowed to a kind and to a state, where they are given. One statement, or two on SQLite.
    """
    if not query:
        return []
    narrowing = zip(NARROWED[connection.vendor], (kind, state_id), strict=True)
    narrowed = " AND ".join(condition for condition, asked_for in narrowing if asked_for) or "TRUE"
    asked: dict[str, Any] = {"today": timezone.localdate().isoformat(), "most": (most or MOST) + 1}
    asked |= {"kind": kind, "state": f"% {state_id} %", "state_id": str(state_id)}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asked["query"] = _joined(query, _tsquery_term, " & " if of_all else " | ")
            asked["phrase"] = " <-> ".join(f"'{stem}'" for stem in query.phrase)
            cursor.execute(POSTGRESQL.format(narrowed=narrowed), asked)
        else:
            _ask_sqlite(
                cursor, query, _joined(query, _fts5_term, " AND " if of_all else " OR "), narrowed, asked
            )
        return [Match(*row) for row in cursor.fetchall()]


def _ask_sqlite(cursor: Any, query: Query, words: str, narrowed: str, asked: dict[str, Any]) -> None:
    # The phrase asks for nothing more, but what has it weighs more.
    phrase = " ".join(query.phrase)
    asked["query"] = f'({words}) AND ({words} OR "{phrase}")' if phrase else words
    among = "rowid" if narrowed == "TRUE" else f"SELECT id FROM search_searchentry WHERE {narrowed}"  # noqa: S608
    # Counting to 2,001 stops there; bm25 weighs every row that matches before it can give the best.
    cursor.execute(SQLITE_COUNT, {"query": words, "common": COMMON + 1})
    if cursor.fetchone()[0] <= COMMON:
        return cursor.execute(SQLITE.format(among=among), asked)
    asked |= {"query": words, "titled": f"{{title_terms}} : ({words})"}
    return cursor.execute(SQLITE_COMMON.format(among=among, narrowed=narrowed), asked)


def matches_about(state_id: int, most: int) -> list[Match]:
    """What is about a state of mind, newest first."""
    padded = Concat(Value(" "), "state_ids", Value(" "))
    entries = SearchEntry.objects.current().alias(padded=padded).filter(padded__contains=f" {state_id} ")
    newest = entries.order_by(F("published_on").desc(nulls_last=True), "-pk")[:most]
    rows = newest.values_list("pk", "kind", "state_ids", "published_on", "title_terms")
    return [Match(*row, weight=0.0) for row in rows]


def matches_of_kind(kind: str, most: int) -> list[Match]:
    """The first of a kind, in the order in which they were added."""
    rows = SearchEntry.objects.current().filter(kind=kind).order_by("pk")[:most]
    columns = rows.values_list("pk", "kind", "state_ids", "published_on", "title_terms")
    return [Match(*row, weight=0.0) for row in columns]


def _joined(query: Query, written: Callable[[Term], str], between: str) -> str:
    return between.join(f"({written(term)})" for term in query.terms)


def _fts5_term(term: Term) -> str:
    forms = [f"({' AND '.join(_quoted(stem) for stem in form)})" for form in term.alternatives]
    return " OR ".join([*forms, f"{_quoted(term.prefix)} *"] if term.prefix else forms)


def _tsquery_term(term: Term) -> str:
    forms = [f"({' & '.join(_lexeme(stem) for stem in form)})" for form in term.alternatives]
    return " | ".join([*forms, f"{_lexeme(term.prefix)}:*"] if term.prefix else forms)


# Stems are letters and digits (language/analysis.py), so that neither quotation can be broken out of.
def _quoted(stem: str) -> str:
    return f'"{stem}"'


def _lexeme(stem: str) -> str:
    return f"'{stem}'"
