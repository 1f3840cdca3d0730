"""The home page's question changes where editors left it as it came, and nowhere else."""

from importlib import import_module

from django.apps import apps

from recalibrate.home.models import HomePage


def test_the_question_changes_where_it_was_never_changed(home):
    migration = import_module("recalibrate.home.migrations.0005_plainer_words")
    home.question = migration.BEFORE
    home.save_revision().publish()

    migration.exchange(apps, migration.BEFORE, migration.NOW)

    changed = HomePage.objects.get(pk=home.pk)
    assert changed.question == changed.get_latest_revision_as_object().question == migration.NOW

    changed.question = "How are your feet?"
    changed.save_revision().publish()
    migration.exchange(apps, migration.BEFORE, migration.NOW)

    assert HomePage.objects.get(pk=home.pk).question == "How are your feet?"
