"""The database into a file and back, each in one step that either happens or does not."""

import errno
import gzip
import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext

from .errors import BackupError

SQLITE_FILE, POSTGRES_FILE = "database.sqlite3.gz", "database.dump"
CONNECT_SECONDS, LONGEST = 10, 2 * 3600  # seconds that PostgreSQL's own programs may take
WAITS = 30.0  # seconds for a writer to finish


def dump(folder: Path) -> Path:
    """A copy as of one moment, while others read and write; it has been read back."""
    return _dump_sqlite(folder) if connection.vendor == "sqlite" else _dump_postgres(folder)


def load_dump(path: Path, scratch: Path) -> None:
    """Replace everything in the database in one transaction."""
    if connection.vendor == "sqlite":
        _load_sqlite(path, scratch)
    else:
        _load_postgres(path, scratch)


def verify_dump(path: Path, scratch: Path) -> None:
    """Whether the file can be read to its end and makes sense to the database's own tools."""
    if path.name == POSTGRES_FILE:
        run(["pg_restore", "--file", os.devnull, str(path)])
        return
    copy = _unpacked(path, scratch)
    try:
        _check_integrity(copy)
    finally:
        copy.unlink(missing_ok=True)


def unpacked_size(path: Path) -> int:
    """What SQLite's file will take here, if below 4 GB, as gzip notes it; 0 where a server has the disk."""
    if path.name == POSTGRES_FILE:
        return 0
    with path.open("rb") as packed:
        packed.seek(-4, os.SEEK_END)
        return int.from_bytes(packed.read(), "little")


def _dump_sqlite(folder: Path) -> Path:
    copy, packed = folder / "database.sqlite3", folder / SQLITE_FILE
    with (
        closing(sqlite3.connect(_sqlite_file(), timeout=WAITS)) as live,
        closing(sqlite3.connect(copy)) as to,
    ):
        live.backup(to)
        to.execute("PRAGMA journal_mode=DELETE")
    _check_integrity(copy)
    with copy.open("rb") as plain, gzip.open(packed, "wb", compresslevel=3) as file:
        shutil.copyfileobj(plain, file, 2**20)
    copy.unlink()
    return packed


def _load_sqlite(path: Path, scratch: Path) -> None:
    copy = _unpacked(path, scratch)
    try:
        _check_integrity(copy)
        connection.close()
        with (
            closing(sqlite3.connect(copy)) as source,
            closing(sqlite3.connect(_sqlite_file(), timeout=WAITS)) as live,
        ):
            live.execute("PRAGMA journal_mode=WAL")
            source.backup(live)
    finally:
        copy.unlink(missing_ok=True)


def _sqlite_file() -> str:
    return str(connection.settings_dict["NAME"])


def _unpacked(path: Path, scratch: Path) -> Path:
    copy = scratch / f"{path.stem}.{os.getpid()}.unpacked"
    try:
        with gzip.open(path) as file, copy.open("wb") as plain:
            shutil.copyfileobj(file, plain, 2**20)
    except (OSError, EOFError) as error:
        copy.unlink(missing_ok=True)
        raise BackupError(
            gettext("{path} cannot be unpacked: {error}").format(path=path, error=error)
        ) from error
    return copy


def _check_integrity(copy: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as database:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupError(gettext("The copy is not a sound database: {error}").format(error=error)) from error
    if answer != "ok":
        raise BackupError(gettext("The copy is not a sound database: {answer}").format(answer=answer))


def _dump_postgres(folder: Path) -> Path:
    path = folder / POSTGRES_FILE
    run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(path)])
    run(["pg_restore", "--list", str(path)])
    return path


def _load_postgres(path: Path, scratch: Path) -> None:
    script = scratch / f"database.{os.getpid()}.sql"
    try:
        run(["pg_restore", "--no-owner", "--no-privileges", "--file", str(script), str(path)])
        connection.close()
        afresh = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
        one_transaction = [
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set",
            "ON_ERROR_STOP=1",
        ]
        run([*one_transaction, "--output", os.devnull, "--command", afresh, "--file", str(script)])
    finally:
        script.unlink(missing_ok=True)


def run(command: Sequence[str]) -> None:
    """Through the environment, so that no password stands in the list of processes."""
    try:
        subprocess.run(  # noqa: S603
            command, env=_environment(), check=True, capture_output=True, text=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired as error:
        raise BackupError(
            gettext("{command} did not end within {hours} hours.").format(
                command=command[0], hours=LONGEST // 3600
            )
        ) from error
    except FileNotFoundError as error:
        raise BackupError(
            gettext("{command} is not installed: it comes with PostgreSQL’s client.").format(
                command=command[0]
            )
        ) from error
    except subprocess.CalledProcessError as error:
        if error.returncode == -signal.SIGXFSZ:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG)) from error
        raise BackupError(
            gettext("{command} failed: {words}").format(
                command=command[0], words=error.stderr.strip()[-1000:]
            )
        ) from error


def _environment() -> dict[str, str]:
    told: dict[str, Any] = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    given = {name: str(told[key]) for name, key in names.items() if told.get(key)}
    if mode := told.get("OPTIONS", {}).get("sslmode"):
        given["PGSSLMODE"] = mode
    return {**os.environ, "PGCONNECT_TIMEOUT": str(CONNECT_SECONDS), **given}
