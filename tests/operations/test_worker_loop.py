"""A worker goes on when the database was away, and says that it is there."""

import signal
import threading
import time
from datetime import timedelta

import psycopg
import pytest
from django.db import OperationalError
from django.utils import timezone
from scratch_database import environment, run, scratch_database, start

from recalibrate.operations import worker_loop
from recalibrate.operations.models import Worker
from recalibrate.operations.worker_loop import Heartbeat, WorkerLoop

TABLES = """
from django.db import connection
from django_tasks_db.models import DBTaskResult
from recalibrate.operations.models import Worker
with connection.schema_editor() as editor:
    editor.create_model(DBTaskResult)
    editor.create_model(Worker)
"""
STAY = """
from recalibrate.operations.worker_loop import WorkerLoop
WorkerLoop(["*"], without=[], every=0.2).run_until_stopped()
"""
LEAVE_TASK = "from feeds.tasks import refresh_due_sources; refresh_due_sources.enqueue()"


def wait_until(server, query, expected):
    for _ in range(200):
        if server.execute(query).fetchone()[0] == expected:
            return
        time.sleep(0.1)
    pytest.fail(f"{query} never became {expected}")


@pytest.mark.postgres
def test_a_worker_outlives_a_restart_of_the_database(tmp_path):
    with scratch_database("postgres", tmp_path) as url, psycopg.connect(url, autocommit=True) as server:
        variables = environment(url, tmp_path)
        run(TABLES + LEAVE_TASK, variables)
        ended = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'"
        workers = "SELECT count(*) FROM operations_worker WHERE seen_at > now() - interval '1 second'"
        worker = start(STAY, variables)
        try:
            wait_until(server, ended, 1)  # there is no table of sources here: the task was taken, and fails
            wait_until(server, workers, 1)

            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            server.execute("UPDATE django_tasks_database_dbtaskresult SET status = 'READY'")

            wait_until(server, ended, 1)
            wait_until(server, workers, 1)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(timeout=10) == 0
        finally:
            worker.kill()
            worker.communicate()
        assert server.execute("SELECT count(*) FROM operations_worker").fetchone()[0] <= 1


@pytest.mark.django_db
def test_a_worker_tries_again_and_again_while_the_database_is_away(monkeypatch):
    tried = []

    class Failing:
        def run(self):
            tried.append(1)
            if len(tried) == 3:
                stay.stop_event.set()
            raise OperationalError("away")

    monkeypatch.setattr(worker_loop, "task_worker", lambda *args, **kwargs: Failing())
    monkeypatch.setattr(worker_loop, "WAITS", (0.01,))
    monkeypatch.setattr(worker_loop, "Heartbeat", Silent)
    monkeypatch.setattr(worker_loop, "connections", given_up := Connections())
    monkeypatch.setattr(worker_loop.signal, "signal", lambda *args: None)
    stay = WorkerLoop(["*"], without=[])

    stay.run_until_stopped()

    assert len(tried) == given_up.times == 3


class Connections:
    times = 0

    def close_all(self):
        self.times += 1


class Silent(threading.Thread):
    def __init__(self, *args, **kwargs):
        super().__init__(daemon=True)

    def end(self):
        pass


@pytest.mark.django_db
def test_a_beat_says_that_the_worker_is_there(monkeypatch):
    monkeypatch.setattr(worker_loop, "close_old_connections", lambda: None)  # the test's own may be one
    seen = []
    pulse = Heartbeat("a-worker", also=seen.append, every=30)
    now = timezone.now()

    pulse.beat(now - timedelta(hours=1))
    assert not Worker.objects.at_work(now).exists()
    pulse.beat(now)

    assert Worker.objects.at_work(now).get().worker_id == "a-worker"
    assert seen[-1] == now
