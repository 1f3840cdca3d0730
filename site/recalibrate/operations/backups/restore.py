"""Bringing a backup back: everything is checked before anything is touched."""

import sqlite3
import tempfile
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Page

from recalibrate.core.models import User
from recalibrate.infra.disk_full import is_disk_full

from . import database, media
from .errors import BackupError
from .manifest import Manifest
from .verify import database_in, fits_here, verify

FULL = gettext_lazy(
    "The disk filled up in the middle. Make room, and run it again with --replace: it begins from the start."
)
ROOT_AND_WELCOME = 2  # the pages of a site that no operator has set up


def restore(folder: Path, *, replace: bool = False) -> Manifest:
    """The site as it was. Killed before its end it can be run again: the database is then the old one or
    the new one, never half of each.
    """
    manifest = verify(folder)
    fits_here(manifest)
    if not replace and not is_empty():
        raise BackupError(gettext("This site is not empty. To put the backup in its place, say --replace."))
    dumped = database_in(folder, manifest)
    media.require_room(folder / media.NAME, besides=database.unpacked_size(dumped))
    try:
        with tempfile.TemporaryDirectory() as scratch:
            database.load_dump(dumped, Path(scratch))
        media.unpack(folder / media.NAME)
    except (OSError, sqlite3.Error) as error:
        if is_disk_full(error):
            raise BackupError(FULL) from error
        raise
    call_command("migrate", interactive=False, verbosity=0)
    return manifest


def is_empty() -> bool:
    """No log-in, no page and no file."""
    if next(media.every_file(default_storage), None):
        return False
    tables = connection.introspection.table_names()
    if User._meta.db_table not in tables:
        return True
    try:
        return not User.objects.exists() and Page.objects.count() <= ROOT_AND_WELCOME
    except DatabaseError:
        return False  # of another version: still a site's data
