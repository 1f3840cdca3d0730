"""A migrated database, kept between runs and processes: migrating Wagtail takes half a minute of processor time.

It is keyed by every migration's text and by what is installed, so that a changed migration makes a new one.
What runs after migrating (roles, permissions, indexes) follows the code and so is done anew each time.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management.commands import migrate
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "tests"
KEPT = 8  # of earlier ones: branches have migrations of their own
SERVER = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def key() -> str:
    """One name for this Python, this Django and the text of all migrations."""
    text = hashlib.sha256(f"{sys.version_info[:2]} {django.VERSION} {settings.INSTALLED_APPS}".encode())
    for app in apps.get_app_configs():
        for path in sorted((Path(app.path) / "migrations").glob("*.py")):
            text.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return text.hexdigest()[:16]


def copy_migrated(target: Path) -> None:
    """A migrated SQLite database in a file of its own."""
    shutil.copy(_kept_file(), target)


def migrated_template() -> str:
    """The name of a migrated PostgreSQL database, to create others from."""
    name = f"recalibrate_kept_{key()}"
    with _alone(), psycopg.connect(SERVER, autocommit=True) as server:
        known = "SELECT datname FROM pg_database WHERE datname LIKE 'recalibrate\\_kept\\_%' ORDER BY oid"
        names = [row[0] for row in server.execute(known)]
        if name not in names:
            for older in names[:-KEPT]:
                server.execute(f"DROP DATABASE IF EXISTS {older}")
            unfinished = f"unfinished_{key()}"
            server.execute(f"DROP DATABASE IF EXISTS {unfinished}")
            server.execute(f"CREATE DATABASE {unfinished}")
            _migrate_apart(urlsplit(SERVER)._replace(path=f"/{unfinished}").geturl())
            server.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")
    return name


@contextmanager
def migrations_kept() -> Iterator[None]:
    """Inside, the first `migrate` of this process finds what an earlier one has migrated."""
    test = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        test["TEMPLATE"] = migrated_template()
        yield
        return
    if test["NAME"]:
        yield  # without a name Django makes it in memory
        return
    patch = mock.patch.object(migrate.Command, "handle")

    def once(**options: Any) -> None:
        patch.stop()  # a test that migrates means it
        connection.ensure_connection()
        with sqlite3.connect(_kept_file()) as kept:
            kept.backup(connection.connection)
        kept.close()
        emit_post_migrate_signal(0, False, connection.alias)

    patch.start().side_effect = once
    yield
    patch.stop()


def _kept_file() -> Path:
    kept = FOLDER / f"migrated-{key()}.sqlite3"
    with _alone():
        if not kept.exists():
            for older in sorted(FOLDER.glob("migrated-*"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
                older.unlink()
            unfinished = FOLDER / "unfinished.sqlite3"
            unfinished.unlink(missing_ok=True)
            _migrate_apart(f"sqlite:///{unfinished}")
            unfinished.rename(kept)
    return kept


@contextmanager
def _alone() -> Iterator[None]:
    """Of several processes one migrates, and the others wait for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate_apart(url: str) -> None:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    variables = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.test",
        "PYTHONPATH": paths,
    }
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | variables, check=True)
