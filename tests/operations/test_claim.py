"""However many clocks run, each job is done once."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from scratch_database import ENGINES, environment, run, scratch_database

from recalibrate.operations import claim
from recalibrate.operations.claim import DatabaseAway, do_once
from recalibrate.operations.models import Job

NOW = timezone.now()
A_MINUTE = timedelta(minutes=1)


class Counting:
    def __init__(self, fails=False):
        self.times, self.fails, self.__name__ = 0, fails, "counting"

    def __call__(self, now):
        self.times += 1
        if self.fails:
            raise RuntimeError("broken")


@pytest.mark.django_db
def test_a_job_is_done_once_a_minute_whoever_asks():
    job = Counting()

    do_once(job, NOW)
    do_once(job, NOW + timedelta(seconds=2))  # another clock
    do_once(job, NOW + A_MINUTE)

    assert job.times == 2


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_again_a_minute_later_and_known_to_fail_until_it_succeeds():
    job = Counting(fails=True)

    assert not do_once(job, NOW)
    assert do_once(job, NOW + timedelta(seconds=2))
    assert job.times == 1
    assert Job.objects.failing().get().failing_since == NOW

    assert not do_once(job, NOW + A_MINUTE)
    assert Job.objects.failing().get().failing_since == NOW
    job.fails = False
    assert do_once(job, NOW + 2 * A_MINUTE)
    assert not Job.objects.failing().exists()


@pytest.mark.parametrize("back", [timedelta(minutes=3), timedelta(days=400)])
@pytest.mark.django_db
def test_a_clock_that_is_put_back_stops_no_job(back):
    job = Counting()
    do_once(job, NOW)

    do_once(job, NOW - back)
    do_once(job, NOW - back + A_MINUTE)

    assert job.times == 3


RACE = """
import os, time
from datetime import timedelta
from django.db import connection, connections
from django.utils import timezone
from recalibrate.operations.claim import do_once
from recalibrate.operations.models import Backup, Job

with connection.schema_editor() as editor:
    editor.create_model(Job)
    editor.create_model(Backup)
connections.close_all()

def job(now):
    Backup.objects.create(started_at=now, finished_at=now)
    time.sleep(0.1)

began = time.time() + 0.3
def tick(process):
    for minute in range(5):
        time.sleep(max(0, began + minute - time.time()))
        do_once(job, start + timedelta(minutes=minute, seconds=process))

start = timezone.now()
children = []
for process in range(3):
    if not (child := os.fork()):
        tick(process)
        os._exit(0)
    children.append(child)
codes = [os.waitpid(child, 0)[1] for child in children]
print(Backup.objects.count(), codes)
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_three_clocks_that_tick_together_do_each_job_once(engine, tmp_path):
    with scratch_database(engine, tmp_path) as url:
        printed = run(RACE, environment(url, tmp_path))

    assert printed.split(maxsplit=1) == ["5", "[0, 0, 0]\n"]


WRITES_MEANWHILE = """
import subprocess, sys, time
from django.db import connection, connections
from django.utils import timezone
from recalibrate.operations.claim import do_once
from recalibrate.operations.models import Backup, Job

with connection.schema_editor() as editor:
    editor.create_model(Job)
    editor.create_model(Backup)
connections.close_all()
WRITE = '''
import django; django.setup()
from django.utils import timezone
from recalibrate.operations.models import Backup
Backup.objects.create(started_at=timezone.now(), finished_at=timezone.now())
'''

def job(now):
    Backup.objects.count()  # it has read, and goes on for a while
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", WRITE], check=True, timeout=15)
    print(Backup.objects.count())

print(do_once(job, timezone.now()))
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_while_a_job_runs_others_write(engine, tmp_path):
    with scratch_database(engine, tmp_path) as url:
        printed = run(WRITES_MEANWHILE, environment(url, tmp_path))

    assert printed.split() == ["1", "True"]


@pytest.mark.django_db
def test_the_claim_of_a_clock_that_was_killed_is_over_a_minute_later():
    assert claim._claim("counting", NOW)  # and no word of it any more
    job = Counting()

    do_once(job, NOW + timedelta(seconds=20))
    assert job.times == 0
    do_once(job, NOW + A_MINUTE)

    assert job.times == 1


LONG = """
import time
from datetime import timedelta
from django.db import connection
from django.utils import timezone
from recalibrate.operations import claim
from recalibrate.operations.models import Job

with connection.schema_editor() as editor:
    editor.create_model(Job)
claim.RENEWED_EVERY, claim.NOT_WITHIN = 0.1, timedelta(seconds=1)
begun = []

def long_job(now):
    begun.append(now)
    if len(begun) == 1:
        time.sleep(2)
        claim.do_once(long_job, timezone.now())  # the other clock

claim.do_once(long_job, timezone.now())
print(len(begun))
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_a_job_that_takes_long_is_not_begun_by_another_clock(engine, tmp_path):
    with scratch_database(engine, tmp_path) as url:
        printed = run(LONG, environment(url, tmp_path))

    assert printed.strip() == "1"


@pytest.mark.django_db
def test_a_database_that_is_away_is_no_failure_of_the_job():
    def job(now):
        raise OperationalError("server closed the connection unexpectedly")

    with pytest.raises(DatabaseAway):
        do_once(job, NOW)

    assert not Job.objects.failing().exists()


def test_the_next_tick_of_the_same_clock_is_not_too_early():
    assert claim.NOT_WITHIN < claim.EVERY
