"""Making a backup: nothing of it can be seen until it is whole."""

import errno
import fcntl
import logging
import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from recalibrate.infra.disk_full import is_disk_full

from ..models import Backup
from . import database, media
from .errors import BackupError
from .manifest import Manifest, describe
from .rotation import Keep, moments_to_keep

logger = logging.getLogger(__name__)

FULL = gettext_lazy("The disk is full: nothing was kept of this backup.")
TOO_LARGE = gettext_lazy(
    "A file of the backup would be larger than this process may write: raise the limit (ulimit -f, or the "
    "service's LimitFSIZE), or use a file system that takes larger files. Nothing was kept of this backup."
)
PARTIAL = ".partial-"
EVERY, TRY_AGAIN = timedelta(hours=23, minutes=55), timedelta(hours=1)
_MOMENT = "%Y-%m-%dT%H%M%SZ"


def make_backup(directory: Path, *, keep: Keep | None = None) -> Path:
    """The folder of a new, verified backup. How it went is noted in a row, for the alarms."""
    started_at = timezone.now()
    try:
        folder = _make(directory, started_at)
        if keep is not None:
            rotate(directory, keep)
    except (BackupError, OSError, sqlite3.Error) as error:
        words = backup_error_in_words(error)
        note_failure(started_at, words)
        raise BackupError(words) from error
    size = sum(path.stat().st_size for path in folder.iterdir())
    Backup.objects.create(name=folder.name, started_at=started_at, finished_at=timezone.now(), size=size)
    return folder


def backup_error_in_words(error: Exception) -> str:
    if is_disk_full(error):
        return str(FULL)
    return str(TOO_LARGE) if is_file_too_large(error) else str(error)


def is_file_too_large(error: Exception) -> bool:
    """SQLite does not say why it could not write: where files are limited, that is why."""
    if isinstance(error, OSError):
        return error.errno == errno.EFBIG
    code = getattr(error, "sqlite_errorcode", None)
    limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    return code == sqlite3.SQLITE_IOERR_WRITE and limit != resource.RLIM_INFINITY


def note_failure(started_at: datetime, words: str) -> None:
    """Where the disk of the database is full, too, the log alone has it."""
    try:
        Backup.objects.create(started_at=started_at, finished_at=timezone.now(), trouble=words[:300])
    except DatabaseError:
        logger.error("The backup failed, and that cannot be noted: %s", words)


def _make(directory: Path, moment: datetime) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    with only_one(directory):
        sweep(directory)
        name = moment.astimezone(UTC).strftime(_MOMENT)
        partial, folder = directory / f"{PARTIAL}{name}", directory / name
        partial.mkdir(mode=0o700)
        try:
            _fill(partial, moment)
            partial.rename(folder)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        sync(directory)
        return folder


def _fill(partial: Path, moment: datetime) -> None:
    """The database first: what it names is then among the media, unless it was deleted in between."""
    dumped = database.dump(partial)
    packed, count = media.pack(partial)
    manifest = Manifest(
        made_at=moment.astimezone(UTC).isoformat(),
        version=settings.VERSION,
        engine=connection.vendor,
        migrations=applied_migrations(),
        files=(describe(dumped), describe(packed)),
        media_files=count,
    )
    manifest.write(partial)
    for path in partial.iterdir():
        path.chmod(0o600)
        sync(path)
    sync(partial)


def applied_migrations() -> dict[str, list[str]]:
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied.setdefault(app, []).append(name)
    return applied


def sync(path: Path) -> None:
    """On the disk, not on its way there."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def only_one(directory: Path) -> Iterator[None]:
    """One at a time; the lock of a process that is killed is free."""
    with Path(directory, ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(gettext("Another backup is being made just now.")) from error
        yield


def sweep(directory: Path) -> None:
    """What a killed backup left behind. No other process is at it: we hold the lock."""
    for partial in directory.glob(f"{PARTIAL}*"):
        shutil.rmtree(partial, ignore_errors=True)


def every_backup(directory: Path) -> dict[datetime, Path]:
    found = {}
    for path in directory.glob("*Z"):
        try:
            found[datetime.strptime(path.name, _MOMENT).replace(tzinfo=UTC)] = path
        except ValueError:
            continue
    return found


def rotate(directory: Path, keep: Keep) -> None:
    backups = every_backup(directory)
    for moment in backups.keys() - moments_to_keep(backups, keep):
        # Renamed first, so that one half deleted is none.
        partial = backups[moment].rename(directory / f"{PARTIAL}{backups[moment].name}")
        shutil.rmtree(partial)
        logger.info("The backup of %s is no longer kept.", moment)


def is_due(now: datetime) -> bool:
    """A day after the last that succeeded, and an hour after one that did not."""
    whole = Backup.objects.whole().filter(started_at__gt=now - EVERY)
    just_tried = Backup.objects.filter(started_at__gt=now - TRY_AGAIN)
    return not whole.exists() and not just_tried.exists()
