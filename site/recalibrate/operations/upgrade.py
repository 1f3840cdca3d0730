"""Which migrations the old version cannot serve beside: it goes on while the new one migrates."""

from collections.abc import Iterable, Mapping

from django.db.migrations import Migration
from django.db.migrations.operations import (
    AddField,
    AlterField,
    AlterModelTable,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
)
from django.db.migrations.operations.base import Operation
from django.db.models import Field, ManyToManyField
from django.db.models.fields import NOT_PROVIDED

LEAVES_THE_OLD_BEHIND = (RemoveField, RenameField, RenameModel, DeleteModel, AlterModelTable)
ALLOWED = "is_safe_because"  # a migration that says why: what it takes away is unused since the last release


def reason(operation: Operation) -> str:
    """Why the old version cannot work beside it; "" if it can."""
    if isinstance(operation, LEAVES_THE_OLD_BEHIND):
        return "the old version still reads what it takes away or renames"
    if isinstance(operation, AddField) and _is_demanded(operation.field):
        return "the old version adds rows without it: let it be null, or give it a db_default"
    if isinstance(operation, AlterField) and _is_demanded(operation.field):
        return "the old version may leave it empty: give it a db_default, or alter it a release later"
    return ""


def _is_demanded(field: Field) -> bool:
    if isinstance(field, ManyToManyField) or field.null or field.primary_key:
        return False
    return field.db_default is NOT_PROVIDED


def unsafe(migrations: Mapping[tuple[str, str], Migration], released: Iterable[str]) -> list[str]:
    """Each operation of a migration since the last release that is not safe, and why."""
    known = set(released)
    return [
        f"{app}.{name}: {operation.describe()}: {why}"
        for (app, name), migration in sorted(migrations.items())
        if f"{app}.{name}" not in known and not hasattr(migration, ALLOWED)
        for operation in migration.operations
        if (why := reason(operation))
    ]
