"""Which migrations the old version cannot serve beside: it goes on while the new one migrates.

A table that has been made since the last release is none of the old version's: it neither reads it nor adds
rows to it, whatever becomes of the table's fields. Its rows are another matter (`RunPython`, `RunSQL`), for
such an operation does not say which tables it works on.
"""

from collections.abc import Iterable, Iterator

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddField,
    AlterField,
    AlterModelTable,
    CreateModel,
    DeleteModel,
    RemoveField,
    RenameField,
    RenameModel,
    RunPython,
    RunSQL,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.models import Field, ManyToManyField
from django.db.models.fields import NOT_PROVIDED

LEAVES_THE_OLD_BEHIND = (RemoveField, RenameField, RenameModel, DeleteModel, AlterModelTable)
ALLOWED = "is_safe_because"  # a migration that says why: what it takes away is unused since the last release


def incompatibility(operation: Operation, before: Field | None = None) -> str:
    """Why the old version cannot work beside it; "" if it can. `before`: the field that is altered."""
    if isinstance(operation, LEAVES_THE_OLD_BEHIND):
        return "the old version still reads what it takes away or renames"
    if isinstance(operation, AddField) and _is_demanded(operation.field):
        return "the old version adds rows without it: let it be null, or give it a db_default"
    if isinstance(operation, AlterField):
        return _reason_of_change(before, operation.field)
    if isinstance(operation, RunPython | RunSQL):
        return "it changes rows that the old version reads and writes: say why that is safe"
    return ""


def _reason_of_change(before: Field | None, after: Field) -> str:
    """Words about a field, and its choices, are the program's; what the column takes is the database's."""
    if _is_demanded(after) and (before is None or not _is_demanded(before)):
        return "the old version may leave it empty: give it a db_default, or alter it a release later"
    if before is not None and after.max_length and after.max_length < (before.max_length or 0):
        return "the old version may write what is longer than it takes"
    return ""


def _is_demanded(field: Field) -> bool:
    if isinstance(field, ManyToManyField) or field.null or field.primary_key:
        return False
    return field.db_default is NOT_PROVIDED


def unsafe(loader: MigrationLoader, ours: Iterable[tuple[str, str]], released: Iterable[str]) -> list[str]:
    """Each operation of a migration since the last release that is not safe, and why."""
    known = set(released)
    since = [(app, name) for app, name in sorted(ours) if f"{app}.{name}" not in known]
    new = _new_tables(loader, since)
    return [
        f"{app}.{name}: {operation.describe()}: {why}"
        for app, name in since
        if not hasattr(loader.disk_migrations[app, name], ALLOWED)
        for operation, before in _operations(loader, app, name)
        if not (isinstance(operation, FieldOperation) and (app, operation.model_name_lower) in new)
        if (why := incompatibility(operation, before))
    ]


def _new_tables(loader: MigrationLoader, since: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The app and the model, in small letters, of every table that these migrations make."""
    return {
        (app, operation.name_lower)
        for app, name in since
        for operation in loader.disk_migrations[app, name].operations
        if isinstance(operation, CreateModel)
    }


def _operations(loader: MigrationLoader, app: str, name: str) -> Iterator[tuple[Operation, Field | None]]:
    """Each with the field that it alters, as it was."""
    state = loader.project_state((app, name), at_end=False)
    for operation in loader.disk_migrations[app, name].operations:
        before = None
        if isinstance(operation, AlterField):
            before = state.models[app, operation.model_name_lower].get_field(operation.name)
        yield operation, before
        operation.state_forwards(app, state)
