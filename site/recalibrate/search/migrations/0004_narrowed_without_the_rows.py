from django.db import migrations, models

# PostgreSQL narrows by a state of mind as it finds words: an index of both is read, and few rows.
ADD = "CREATE INDEX IF NOT EXISTS search_entry_states ON search_searchentry USING gin (string_to_array(state_ids, ' '))"
REMOVE = "DROP INDEX IF EXISTS search_entry_states"


def add_states(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def remove_states(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REMOVE)


class Migration(migrations.Migration):
    is_safe_because = "it changes no row: it makes an index"

    dependencies = [
        ("search", "0003_newest_first"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="searchentry", name="search_entry_newest"),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(
                fields=["-published_on", "-id", "expires_on", "kind", "state_ids"], name="search_entry_listed"
            ),
        ),
        migrations.RunPython(add_states, remove_states),
    ]
