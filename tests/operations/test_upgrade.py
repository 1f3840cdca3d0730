"""Migrations are safe to run while the old version serves."""

from pathlib import Path

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from recalibrate.operations.upgrade import incompatibility, unsafe

RELEASED = [
    line
    for line in (Path(__file__).parents[1] / "released_migrations.txt").read_text().splitlines()
    if not line.startswith("#")
]
OURS = {"blog", "feeds"}


def test_no_migration_since_the_last_release_breaks_the_old_version():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {
        key
        for key, migration in loader.disk_migrations.items()
        if key[0] in OURS or type(migration).__module__.startswith("recalibrate")
    }
    released = {tuple(name.split(".")) for name in RELEASED}
    assert len(ours & released) > 40

    assert unsafe(loader, ours, RELEASED) == []


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
        (migrations.RunPython(migrations.RunPython.noop), False),
        (migrations.AddField("post", "states", models.ManyToManyField("core.StateOfMind")), True),
        (migrations.CreateModel("new", [("id", models.BigAutoField(primary_key=True))]), True),
    ],
)
def test_what_the_old_version_trips_over_is_named(operation, is_safe):
    assert (incompatibility(operation) == "") == is_safe


@pytest.mark.parametrize(
    ("before", "after", "is_safe"),
    [
        (models.CharField(max_length=9), models.CharField(max_length=9, help_text="Words"), True),
        (models.CharField(max_length=9), models.CharField(max_length=90), True),
        (models.CharField(max_length=90), models.CharField(max_length=9), False),
        (models.DateField(null=True), models.DateField(), False),
        (models.DateField(), models.DateField(null=True), True),
        (models.IntegerField(db_default=0), models.IntegerField(), False),
    ],
)
def test_a_field_may_be_altered_where_the_old_version_can_still_write_it(before, after, is_safe):
    assert (incompatibility(migrations.AlterField("post", "it", after), before) == "") == is_safe


def test_a_released_migration_and_one_that_says_why_are_left_alone():
    loader = MigrationLoader(None, load=False)

    class Removal(migrations.Migration):
        operations = [migrations.RemoveField("post", "title")]

    class Explained(Removal):
        is_safe_because = "nothing reads it since 0.2"

    loader.disk_migrations = {("x", "0001"): Removal("0001", "x"), ("x", "0002"): Explained("0002", "x")}
    loader.project_state = lambda nodes, at_end: Taking()

    assert unsafe(loader, loader.disk_migrations, ["x.0001"]) == []
    assert [line.split(":")[0] for line in unsafe(loader, loader.disk_migrations, [])] == ["x.0001"]


def test_fields_of_a_table_that_the_old_version_does_not_know_are_free_and_of_others_are_not():
    loader = MigrationLoader(None, load=False)
    demanded = models.CharField(max_length=9)

    class First(migrations.Migration):
        operations = [
            migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))]),
            migrations.AddField("new", "name", demanded),
            migrations.AddField("old", "name", demanded),
        ]

    class Second(migrations.Migration):
        operations = [
            migrations.AddField("New", "words", demanded),
            migrations.RunPython(migrations.RunPython.noop),
        ]

    class Elsewhere(migrations.Migration):
        operations = [migrations.AddField("new", "name", demanded)]  # a table of that name in another app

    made = {("x", "0002"): First, ("x", "0003"): Second, ("y", "0002"): Elsewhere}
    loader.disk_migrations = {key: kind(key[1], key[0]) for key, kind in made.items()}
    loader.project_state = lambda nodes, at_end: Taking()

    assert [line.split(": ")[:2] for line in unsafe(loader, made, [])] == [
        ["x.0002", "Add field name to old"],
        ["x.0003", "Raw Python operation"],
        ["y.0002", "Add field name to new"],
    ]
    # Once the migration that makes it is released, the table is one that the old version knows.
    assert any("to New" in line for line in unsafe(loader, made, ["x.0002"]))


class Taking:
    """A state that takes any change."""

    def add_model(self, *args):
        pass

    def add_field(self, *args):
        pass

    def remove_field(self, *args):
        pass
