"""While the database is away the log says so once a minute, and nothing that is a fault of ours is hidden."""

import logging
import sqlite3

import psycopg
import pytest
from django.db.utils import InterfaceError, OperationalError, ProgrammingError

from recalibrate.infra import sentry
from recalibrate.infra.database_away import is_database_away
from recalibrate.infra.database_away_log import DatabaseAwayIsOneLine
from recalibrate.infra.seldom import A_MINUTE, AbsenceLog, Seldom


def raised_from(cause: Exception | None, kind: type[Exception] = OperationalError) -> Exception:
    error = kind("in Django's words")
    error.__cause__ = cause
    return error


def of_sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("in SQLite's words")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "is_away"),
    [
        (raised_from(psycopg.OperationalError("connection refused")), True),
        (raised_from(psycopg.errors.AdminShutdown()), True),
        (raised_from(psycopg.errors.CannotConnectNow()), True),
        (raised_from(psycopg.errors.DiskFull()), False),
        (raised_from(psycopg.errors.DeadlockDetected()), False),
        (raised_from(psycopg.errors.UndefinedTable(), ProgrammingError), False),
        (raised_from(None, InterfaceError), True),
        (raised_from(of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT)), True),
        (raised_from(of_sqlite(sqlite3.SQLITE_CANTOPEN)), True),
        (raised_from(of_sqlite(sqlite3.SQLITE_ERROR)), False),  # no such table
        (raised_from(of_sqlite(sqlite3.SQLITE_FULL)), False),
        (ValueError("ours"), False),
        (None, False),
    ],
)
def test_what_says_that_the_database_is_away(error, is_away):
    assert is_database_away(error) == is_away


def test_what_was_raised_from_it_counts_too():
    page = KeyError("a page")
    page.__context__ = raised_from(psycopg.OperationalError("gone"))

    assert is_database_away(page)


def line(error: Exception | None) -> logging.LogRecord:
    info = (type(error), error, None) if error else None
    return logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal: %s", ("/posts/",), info)


def test_a_minute_without_the_database_is_one_line_without_traceback():
    now = 0.0
    seldom = DatabaseAwayIsOneLine(clock=lambda: now)
    away = raised_from(psycopg.OperationalError("gone"))

    first = line(away)
    assert seldom.filter(first)
    assert first.exc_info is None
    assert first.getMessage() == "The database is away (OperationalError)."
    assert not any(seldom.filter(line(away)) for _ in range(574))
    now = A_MINUTE
    second = line(away)
    assert seldom.filter(second)
    assert "574 more times" in second.getMessage()


def test_what_comes_and_goes_every_second_makes_two_lines_a_minute(caplog):
    seconds = iter(range(150))
    absence = AbsenceLog(
        logging.getLogger("here"), away="away: %s", back="back", clock=lambda: float(next(seconds))
    )

    for _ in range(150):  # each asks for the hour once
        absence.note_absence("no answer")
        assert absence.is_away
        absence.note_presence()
        assert not absence.is_away

    assert caplog.messages == ["away: no answer", "back"] * 3


def test_every_other_line_stays_as_it_is():
    seldom = DatabaseAwayIsOneLine()

    for error in (ValueError("ours"), raised_from(of_sqlite(sqlite3.SQLITE_ERROR)), None):
        for _ in range(3):
            record = line(error)
            assert seldom.filter(record)
            assert (record.exc_info is None) == (error is None)
            assert record.getMessage() == "Internal: /posts/"


def test_the_receiver_of_errors_hears_of_it_once_a_minute_too(monkeypatch):
    monkeypatch.setattr(sentry, "_away", Seldom())
    away = raised_from(psycopg.OperationalError("gone"))

    sent = [sentry.scrub({"level": "error"}, {"exc_info": (type(away), away, None)}) for _ in range(9)]
    assert [one for one in sent if one] == [{"level": "error"}]

    ours = ValueError("ours")
    assert sentry.scrub({"level": "error"}, {"exc_info": (ValueError, ours, None)})
