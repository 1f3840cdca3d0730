"""A number for each release: on the database, in what is taken out, and in what may run on what."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone
from scratch_database import ENGINES, environment, run, scratch_database

from recalibrate.core.versions import Version, is_newer, may_run_on
from recalibrate.operations import releases
from recalibrate.operations.models import Release

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("program", "database", "may"),
    [
        ("0.2.0", "0.2.0", True),
        ("0.2.0", "0.2.7", True),
        ("0.3.0", "0.2.0", True),  # it migrates first
        ("0.2.0", "0.3.0", True),  # going back by one
        ("0.2.0", "0.4.0", False),
        ("0.9.0", "0.10.0", True),
        ("0.9.0", "1.0.0", False),
    ],
)
def test_a_program_may_be_one_minor_version_older_than_its_database(program, database, may):
    assert may_run_on(program, database) == may


def test_versions_are_compared_as_numbers():
    assert is_newer("0.10.0", than="0.9.9")
    assert not is_newer("0.2.0", than="0.2.0")
    assert not is_newer("unknown", than="0.2.0")
    assert str(Version.read("0.2.0")) == "0.2.0"


@pytest.mark.django_db
def test_a_database_knows_by_which_version_it_was_migrated(settings):
    assert releases.newest_release() == settings.VERSION


@pytest.mark.django_db
def test_a_program_that_is_too_old_for_its_database_does_not_migrate_it():
    Release.objects.create(version="9.0.0", migrated_at=timezone.now())

    with pytest.raises(SystemCheckError, match=r"The database is of version 9\.0\.0, and this is"):
        call_command("migrate", "--plan", skip_checks=False)


@pytest.mark.parametrize("command", [["work"], ["tick"]])
@pytest.mark.django_db
def test_worker_and_clock_do_not_start_on_it(command):
    Release.objects.create(version="9.0.0", migrated_at=timezone.now())

    with pytest.raises(CommandError, match="Install 9"):
        call_command(*command)


@pytest.mark.django_db
def test_readiness_says_so(client):
    Release.objects.create(version="9.0.0", migrated_at=timezone.now())

    assert client.get("/readyz").json()["checks"]["migrations"] == "failed"


GO_BACK = """
from django.core.management import call_command
from django.db import connection
from recalibrate.operations.releases import newest_release
call_command("migrate", verbosity=0)
print(newest_release())
call_command("migrate", "operations", "0001", verbosity=0)
print(newest_release(), "operations_release" in connection.introspection.table_names())
call_command("migrate", verbosity=0)
print(newest_release())
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_what_this_version_added_can_be_migrated_back_and_forth(engine, tmp_path, settings):
    with scratch_database(engine, tmp_path, is_migrated=True) as url:
        told = run(GO_BACK, environment(url, tmp_path)).splitlines()

    assert told == [settings.VERSION, "None False", settings.VERSION]


def test_the_migrations_of_the_last_release_are_those_of_a_version_that_the_changes_name(settings):
    first = (ROOT / "tests/released_migrations.txt").read_text().splitlines()[0]
    released = re.search(r"last release, (\d+\.\d+\.\d+),", first)
    headings = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.M)

    assert released
    assert headings[:2] == [settings.VERSION, released[1]]
