from django.db import migrations, models

# The full-text index, which the database keeps by itself whenever a row changes: on SQLite an FTS5 table fed
# by triggers, on PostgreSQL a generated column. The words in it are stems of our own making on both, so
# neither database's dictionary plays a part and both find the same.
#
# SQLite: whatever operation of a later migration remakes the table (AlterField does) loses the triggers. Run
# make_index again after it.
SQLITE_DROP = """
DROP TRIGGER IF EXISTS search_entry_added;
DROP TRIGGER IF EXISTS search_entry_removed;
DROP TRIGGER IF EXISTS search_entry_changed;
DROP TABLE IF EXISTS search_fts
"""
SQLITE_TABLE = """
CREATE VIRTUAL TABLE search_fts USING fts5(
  title_terms, summary_terms, text_terms, words,
  content='search_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='3 4'
)
"""
SQLITE_ADD = """
INSERT INTO search_fts(rowid, title_terms, summary_terms, text_terms, words)
VALUES (new.id, new.title_terms, new.summary_terms, new.text_terms, new.words);
"""
SQLITE_REMOVE = """
INSERT INTO search_fts(search_fts, rowid, title_terms, summary_terms, text_terms, words)
VALUES ('delete', old.id, old.title_terms, old.summary_terms, old.text_terms, old.words);
"""
SQLITE_TRIGGERS = (
    f"CREATE TRIGGER search_entry_added AFTER INSERT ON search_searchentry BEGIN {SQLITE_ADD} END",
    f"CREATE TRIGGER search_entry_removed AFTER DELETE ON search_searchentry BEGIN {SQLITE_REMOVE} END",
    f"CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_searchentry BEGIN {SQLITE_REMOVE} {SQLITE_ADD} END",
)
POSTGRESQL = """
ALTER TABLE search_searchentry ADD COLUMN IF NOT EXISTS terms tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('simple'::regconfig, title_terms), 'A') ||
  setweight(to_tsvector('simple'::regconfig, summary_terms), 'B') ||
  setweight(to_tsvector('simple'::regconfig, text_terms), 'C') ||
  setweight(to_tsvector('simple'::regconfig, words), 'D')
) STORED;
-- Searches are many and changes few: no list of pending changes that every search would have to read.
CREATE INDEX IF NOT EXISTS search_entry_terms ON search_searchentry USING gin (terms) WITH (fastupdate = off);
"""


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for statement in SQLITE_DROP.split(";"):
        schema_editor.execute(statement)
    schema_editor.execute(SQLITE_TABLE)
    for statement in SQLITE_TRIGGERS:
        schema_editor.execute(statement)
    schema_editor.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE_DROP.split(";"):
            schema_editor.execute(statement)



class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=40)),
                ('url', models.CharField(max_length=2100)),
                ('title', models.TextField()),
                ('summary', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
                ('byline', models.TextField(blank=True)),
                ('content_note', models.TextField(blank=True)),
                ('minutes', models.PositiveSmallIntegerField(null=True)),
                ('published_on', models.DateField(null=True)),
                ('expires_on', models.DateField(null=True)),
                ('is_quotable', models.BooleanField(default=True)),
                ('is_external', models.BooleanField(default=False)),
                ('state_ids', models.CharField(blank=True, max_length=200)),
                ('title_terms', models.TextField(blank=True)),
                ('summary_terms', models.TextField(blank=True)),
                ('text_terms', models.TextField(blank=True)),
                ('words', models.TextField(blank=True)),
                ('version', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='search_entry_once')],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
