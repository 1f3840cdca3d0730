"""What has been asked stays as it was asked, whoever writes to the table: a trigger besides `save()`.

SQLite forgets a table's triggers when Django makes the table anew: a later migration of these two tables
ends with `forget` and `lock` again.
"""

from django.db import migrations

SQLITE = (
    """CREATE TRIGGER programmes_questionnaire_locked BEFORE UPDATE ON programmes_questionnaire
    WHEN OLD.locked_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'These questions have been used.'); END""",
    """CREATE TRIGGER programmes_question_locked BEFORE UPDATE ON programmes_question
    WHEN (SELECT locked_on FROM programmes_questionnaire WHERE id = OLD.questionnaire_id) IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'These questions have been used.'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION programmes_questions_locked() RETURNS trigger AS $$ BEGIN
    RAISE EXCEPTION 'These questions have been used.' USING ERRCODE = 'integrity_constraint_violation';
    END $$ LANGUAGE plpgsql""",
    """CREATE FUNCTION programmes_question_of_locked() RETURNS trigger AS $$ BEGIN
    IF (SELECT locked_on FROM programmes_questionnaire WHERE id = OLD.questionnaire_id) IS NOT NULL THEN
    RAISE EXCEPTION 'These questions have been used.' USING ERRCODE = 'integrity_constraint_violation';
    END IF; RETURN NEW; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER programmes_questionnaire_locked BEFORE UPDATE ON programmes_questionnaire
    FOR EACH ROW WHEN (OLD.locked_on IS NOT NULL) EXECUTE FUNCTION programmes_questions_locked()""",
    """CREATE TRIGGER programmes_question_locked BEFORE UPDATE ON programmes_question
    FOR EACH ROW EXECUTE FUNCTION programmes_question_of_locked()""",
)


def lock(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS programmes_questionnaire_locked")
        schema_editor.execute("DROP TRIGGER IF EXISTS programmes_question_locked")
        return
    schema_editor.execute("DROP FUNCTION IF EXISTS programmes_questions_locked() CASCADE")
    schema_editor.execute("DROP FUNCTION IF EXISTS programmes_question_of_locked() CASCADE")


class Migration(migrations.Migration):
    is_safe_because = "it changes no row: it guards two tables that 0001 makes, and the old version knows neither"

    dependencies = [("programmes", "0001_programmes")]
    operations = [migrations.RunPython(lock, forget)]
