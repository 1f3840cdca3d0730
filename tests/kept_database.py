"""A migrated SQLite database, kept between runs: migrating Wagtail takes ten times as long as a test.

It is keyed by every migration's text and by what is installed, so that a changed migration makes a new one.
What runs after migrating (roles, permissions, indexes) follows the code and so is done anew each time.
"""

import fcntl
import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import django
from django.apps import apps
from django.conf import settings
from django.core.management.commands import migrate
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

MIGRATE = migrate.Command.handle


def key() -> str:
    """One name for this Python, this Django and the text of all migrations."""
    text = hashlib.sha256(f"{sys.version_info[:2]} {django.VERSION} {settings.INSTALLED_APPS}".encode())
    for app in apps.get_app_configs():
        for path in sorted((Path(app.path) / "migrations").glob("*.py")):
            text.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return text.hexdigest()[:16]


@contextmanager
def migrations_kept(folder: Path) -> Iterator[None]:
    """Inside, the first `migrate` of this process copies what an earlier run has migrated, if there was one.

    Only where tests run on SQLite in memory; elsewhere everything is migrated as ever.
    """
    if connection.vendor != "sqlite" or connection.settings_dict["TEST"]["NAME"]:
        yield  # without a name Django makes it in memory
        return
    patch = mock.patch.object(migrate.Command, "handle")

    def once(**options: Any) -> None:
        patch.stop()  # a test that migrates means it
        _migrate(folder, options)

    patch.start().side_effect = once
    yield
    patch.stop()


def _migrate(folder: Path, options: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"migrated-{key()}.sqlite3"
    with (folder / ".lock").open("w") as lock:  # of several workers one migrates, and the others copy
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            MIGRATE(migrate.Command(), **options)
            _copy_out(kept)
            return
    connection.ensure_connection()
    source = sqlite3.connect(kept)
    try:
        source.backup(connection.connection)
    finally:
        source.close()
    emit_post_migrate_signal(0, False, connection.alias)


def _copy_out(kept: Path) -> None:
    for older in kept.parent.glob("migrated-*"):
        older.unlink()
    unfinished = kept.with_suffix(".unfinished")
    target = sqlite3.connect(unfinished)
    try:
        connection.connection.backup(target)
    finally:
        target.close()
    unfinished.rename(kept)
