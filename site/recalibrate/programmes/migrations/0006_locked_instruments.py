"""An instrument that has been asked keeps its wording, whoever writes to its table; its licence date moves on.

Questionnaires got a column, and SQLite may have made their table anew: their triggers are put there again.
"""

from importlib import import_module

from django.db import migrations

questions = import_module("recalibrate.programmes.migrations.0002_locked_questions")
WORDING = ("name", "code", "opening", "wording", "options")
OLD, NEW = (", ".join(f"{row}.{name}" for name in WORDING) for row in ("OLD", "NEW"))

SQLITE = (
    f"""CREATE TRIGGER programmes_instrument_locked BEFORE UPDATE ON programmes_instrument
    WHEN OLD.locked_on IS NOT NULL AND ({NEW}) IS NOT ({OLD})
    BEGIN SELECT RAISE(ABORT, 'These questions have been used.'); END""",
)
POSTGRESQL = (
    f"""CREATE TRIGGER programmes_instrument_locked BEFORE UPDATE ON programmes_instrument
    FOR EACH ROW WHEN (OLD.locked_on IS NOT NULL AND ROW({NEW}) IS DISTINCT FROM ROW({OLD}))
    EXECUTE FUNCTION programmes_questions_locked()""",
)


def lock(apps, schema_editor):
    questions.forget(apps, schema_editor)
    questions.lock(apps, schema_editor)
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS programmes_instrument_locked")
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS programmes_instrument_locked ON programmes_instrument")


class Migration(migrations.Migration):
    is_safe_because = "it changes no row: it guards tables of which the old version changes no locked row either"

    dependencies = [("programmes", "0005_instruments_and_quotes")]
    operations = [migrations.RunPython(lock, forget)]
