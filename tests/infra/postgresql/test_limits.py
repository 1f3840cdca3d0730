"""A PostgreSQL server that does not answer is given up within the limit, and then left alone for a moment."""

import socket
import time

import psycopg
import pytest
from scratch_database import SERVER, environment, run, scratch_database

from recalibrate.infra.postgresql import base, limits
from recalibrate.infra.postgresql.absence import PAUSE, Absence
from recalibrate.infra.postgresql.limits import answering_within
from recalibrate.settings.base import database


@pytest.mark.postgres
def test_an_answer_that_takes_longer_than_the_limit_ends_the_connection():
    began = time.monotonic()
    with base.Connection.connect(SERVER, autocommit=True) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

        with answering_within(0.3), pytest.raises(psycopg.OperationalError, match="did not answer within"):
            connection.execute("SELECT pg_sleep(20)")

        assert connection.closed
    assert time.monotonic() - began < 5


@pytest.mark.postgres
def test_the_server_stops_work_for_which_nobody_waits_any_more():
    mark = f"SELECT pg_sleep(20), {time.time_ns()}"
    with (
        base.Connection.connect(SERVER, autocommit=True) as connection,
        answering_within(0.3),
        pytest.raises(psycopg.OperationalError),
    ):
        connection.execute(mark)

    with psycopg.connect(SERVER, autocommit=True) as other:
        query = "SELECT count(*) FROM pg_stat_activity WHERE query = %s AND state = 'active'"
        for _ in range(50):
            if other.execute(query, [mark]).fetchone() == (0,):
                return
            time.sleep(0.1)
    pytest.fail("It is still at work.")


SLOW = """
import time
from django.db import OperationalError, connection, transaction
from recalibrate.infra.postgresql.limits import answering_within
try:
    with transaction.atomic(), answering_within(0.3), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(20)")
except OperationalError as error:
    print(error)
with connection.cursor() as cursor:
    cursor.execute("SELECT 7")
    print(cursor.fetchone()[0])
"""


@pytest.mark.postgres
def test_after_an_answer_that_never_came_the_next_question_has_a_new_connection(tmp_path):
    with scratch_database("postgres", tmp_path) as url:
        told = run(SLOW, environment(url, tmp_path)).splitlines()

    assert told == ["The database did not answer within 0.3 seconds.", "7"]


SILENT = """
import time
from django.db import OperationalError, connection
for _ in range(3):
    began = time.monotonic()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        print(round(time.monotonic() - began), error)
"""


def test_a_server_that_accepts_and_is_silent_is_waited_for_once(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgres://postgres@127.0.0.1:{silent.getsockname()[1]}/postgres"
        first, *others = run(SILENT, environment(url, tmp_path)).splitlines()

    assert first == "3 connection timeout expired"
    assert all(line.startswith("0 The database did not answer a moment ago") for line in others)


def test_one_thread_tries_again_every_few_seconds_and_all_go_on_when_it_answers():
    now = 0.0
    absence = Absence(clock=lambda: now)
    assert absence.may_try()

    absence.note()
    assert not absence.may_try()
    now = PAUSE
    assert [absence.may_try() for _ in range(4)] == [True, False, False, False]
    absence.is_over()
    assert absence.may_try()
    assert absence.may_try()


def test_every_process_has_a_limit_and_the_webs_is_the_shortest():
    assert 0 < limits.WEB < limits.BACKGROUND < limits.BY_HAND
    options = database("postgres://user@host:5432/name")["OPTIONS"]
    assert {"connect_timeout", "tcp_user_timeout", "keepalives_idle"} <= set(options)
    chosen = database("postgres://user@host:5432/name?connect_timeout=9")
    assert chosen["OPTIONS"]["connect_timeout"] == 9
    assert chosen["OPTIONS"]["tcp_user_timeout"]
