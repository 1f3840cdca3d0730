"""Asks the database's own full-text index. The two databases differ here and nowhere else."""

from collections.abc import Callable

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from .models import SearchEntry
from .query import Query, Term
from .ranking import Match

MOST = 1_000  # things looked at for one question: PostgreSQL takes the newest, SQLite the best it knows


COLUMNS = "e.id, e.kind, e.state_ids, e.published_on, e.title_terms"
# Ranked before they are joined: to read the long row of everything that was found took half the time.
SQLITE = f"""
SELECT {COLUMNS}, best.weight
FROM (SELECT rowid, -bm25(search_fts, 8.0, 3.0, 1.0, 0.3) AS weight FROM search_fts
  WHERE search_fts MATCH %(query)s
  AND rowid NOT IN (SELECT id FROM search_searchentry WHERE expires_on < %(today)s)
  ORDER BY weight DESC, rowid DESC LIMIT {MOST}) best
JOIN search_searchentry e ON e.id = best.rowid
ORDER BY best.weight DESC, e.id DESC"""  # noqa: S608  # names of our own columns only
POSTGRESQL = f"""
SELECT {COLUMNS}, ts_rank('{{0.03, 0.15, 0.4, 1.0}}', e.terms, to_tsquery('simple', %(query)s), 1)
  * CASE WHEN e.terms @@ to_tsquery('simple', %(phrase)s) THEN 2 ELSE 1 END AS weight
FROM (SELECT * FROM search_searchentry
  WHERE terms @@ to_tsquery('simple', %(query)s) AND (expires_on IS NULL OR expires_on >= %(today)s)
  ORDER BY published_on DESC NULLS LAST, id DESC LIMIT {MOST}) e
ORDER BY weight DESC, e.id DESC"""  # noqa: S608


def matches(query: Query, *, of_all: bool = True) -> list[Match]:
    """What has all the words of the question, or else any of them; one statement."""
    if not query:
        return []
    if connection.vendor == "postgresql":
        statement = POSTGRESQL
        parameters = {"query": _joined(query, _tsquery_term, " & " if of_all else " | ")}
        parameters["phrase"] = " <-> ".join(f"'{stem}'" for stem in query.phrase)
    else:
        statement = SQLITE
        asked = _joined(query, _fts5_term, " AND " if of_all else " OR ")
        # The phrase asks for nothing more, but what has it weighs more.
        phrase = " ".join(query.phrase)
        parameters = {"query": f'({asked}) AND ({asked} OR "{phrase}")' if phrase else asked}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters | {"today": timezone.localdate().isoformat()})
        return [Match(*row) for row in cursor.fetchall()]


def matches_about(state_id: int) -> list[Match]:
    """What is about a state of mind, newest first."""
    padded = Concat(Value(" "), "state_ids", Value(" "))
    entries = SearchEntry.objects.current().alias(padded=padded).filter(padded__contains=f" {state_id} ")
    newest = entries.order_by(F("published_on").desc(nulls_last=True), "-pk")[:MOST]
    rows = newest.values_list("pk", "kind", "state_ids", "published_on", "title_terms")
    return [Match(*row, weight=0.0) for row in rows]


def _joined(query: Query, written: Callable[[Term], str], between: str) -> str:
    return between.join(f"({written(term)})" for term in query.terms)


def _fts5_term(term: Term) -> str:
    forms = [f"({' AND '.join(_quoted(stem) for stem in form)})" for form in term.alternatives]
    return " OR ".join([*forms, f"{_quoted(term.prefix)} *"] if term.prefix else forms)


def _tsquery_term(term: Term) -> str:
    forms = [f"({' & '.join(_lexeme(stem) for stem in form)})" for form in term.alternatives]
    return " | ".join([*forms, f"{_lexeme(term.prefix)}:*"] if term.prefix else forms)


def _quoted(stem: str) -> str:
    return f'"{stem}"'


def _lexeme(stem: str) -> str:
    return f"'{stem}'"
