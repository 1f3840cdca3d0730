"""Migrations are safe to run while the old version serves."""

from pathlib import Path

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from recalibrate.operations.upgrade import reason, unsafe

RELEASED = [
    line
    for line in (Path(__file__).parents[1] / "released_migrations.txt").read_text().splitlines()
    if not line.startswith("#")
]
OURS = {"blog", "feeds"}


def test_no_migration_since_the_last_release_breaks_the_old_version():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {
        key: migration
        for key, migration in loader.disk_migrations.items()
        if key[0] in OURS or type(migration).__module__.startswith("recalibrate")
    }
    assert len(ours) > 20

    assert (unsafe(ours, RELEASED) if RELEASED else []) == []


@pytest.mark.parametrize(
    ("operation", "is_safe"),
    [
        (migrations.RemoveField("post", "title"), False),
        (migrations.RenameField("post", "title", "name"), False),
        (migrations.DeleteModel("post"), False),
        (migrations.AddField("post", "note", models.CharField(max_length=9, default="")), False),
        (migrations.AddField("post", "note", models.CharField(max_length=9, db_default="")), True),
        (migrations.AddField("post", "at", models.DateTimeField(null=True)), True),
        (migrations.AlterField("post", "at", models.DateTimeField()), False),
        (migrations.AddField("post", "states", models.ManyToManyField("core.StateOfMind")), True),
        (migrations.CreateModel("new", [("id", models.BigAutoField(primary_key=True))]), True),
    ],
)
def test_what_the_old_version_trips_over_is_named(operation, is_safe):
    assert (reason(operation) == "") == is_safe


def test_a_released_migration_and_one_that_says_why_are_left_alone():
    class Removal(migrations.Migration):
        operations = [migrations.RemoveField("post", "title")]

    class Explained(Removal):
        is_safe_because = "nothing reads it since 0.2"

    found = {("blog", "0001_a"): Removal("0001_a", "blog"), ("blog", "0002_b"): Explained("0002_b", "blog")}

    assert unsafe(found, ["blog.0001_a"]) == []
    assert len(unsafe(found, [])) == 1
    assert "blog.0001_a" in unsafe(found, [])[0]
