"""Links of pages left `feeds` with their tables: what either version writes, the other reads."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations import SeparateDatabaseAndState
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from recalibrate.link_checks.models import Link, PageRead

BEFORE = ("feeds", "0011_words_on_hard_subjects")


def test_rows_written_before_the_move_are_there_after_it_and_the_other_way_round(db, home, now):
    old = MigrationLoader(connection).project_state(BEFORE).apps
    link = old.get_model("feeds.Link").objects.create(address="https://a.example/", next_check_at=now)
    link.pages.add(home.pk)
    old.get_model("feeds.PageRead").objects.create(page_id=home.pk, read_at=now)

    moved = Link.objects.get()
    assert (moved.pk, moved.address, [page.pk for page in moved.pages.all()]) == (
        link.pk,
        link.address,
        [home.pk],
    )
    assert PageRead.objects.get().page_id == home.pk

    Link.objects.create(address="/posts/", next_check_at=timezone.now())
    assert old.get_model("feeds.Link").objects.filter(address="/posts/").exists()


MOVE = ("recalibrate.link_checks.migrations.0001_initial", "feeds.migrations.0012_links_have_a_room")


@pytest.mark.parametrize("name", MOVE)
def test_no_step_of_the_move_touches_the_database(name):
    for operation in import_module(name).Migration.operations:
        assert isinstance(operation, SeparateDatabaseAndState)
        assert not operation.database_operations
