"""Which version the database is of, and whether this program may run on it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.management.base import CommandError
from django.db import DatabaseError, connections
from django.utils import timezone
from django.utils.translation import gettext

from recalibrate.core.versions import Version, may_run_on

from .models import Release


def note_release(using: str, **kwargs: Any) -> None:
    """After every migrate, once for each version: a backup that is restored is then equal, row by row."""
    if not _says_versions(using):
        return  # it was just taken back to before it did
    release = Release(version=settings.VERSION, migrated_at=timezone.now())
    Release.objects.using(using).bulk_create([release], ignore_conflicts=True)


def newest_release(using: str = "default") -> str | None:
    """The newest version that has migrated it; None before 0.2.0, which was the first to say so."""
    if not _says_versions(using):
        return None
    versions = Release.objects.using(using).values_list("version", flat=True)
    return max(versions, key=Version.read, default=None)


def _says_versions(using: str) -> bool:
    return Release._meta.db_table in connections[using].introspection.table_names()


def version_mismatch(using: str = "default") -> str:
    """Why this program must not run on the database; "" if it may."""
    there = newest_release(using)
    if there is None or may_run_on(settings.VERSION, there):
        return ""
    return gettext(
        "The database is of version {there}, and this is {version}: a program may be one minor "
        "version older than its database, and no more. Install {there}, or restore a backup of "
        "{version}: docs/operations.md, Going back."
    ).format(there=there, version=settings.VERSION)


def program_fits_database(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Django asks before it migrates."""
    found: list[CheckMessage] = []
    for using in databases or []:
        try:
            if words := version_mismatch(using):
                found.append(Error(words, id="recalibrate.E003"))
        except DatabaseError:
            continue  # it is away: the code that needs it says so
    return found


def require_fit() -> None:
    """CommandError where this program must not run. A database that is away is waited for, not judged."""
    try:
        words = version_mismatch()
    except DatabaseError:
        return
    if words:
        raise CommandError(words)
