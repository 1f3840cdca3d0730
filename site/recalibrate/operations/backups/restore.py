"""Bringing a backup back: everything is checked before anything is touched."""

import tempfile
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from wagtail.models import Page

from recalibrate.core.models import User

from . import database, media
from .errors import BackupError
from .manifest import Manifest
from .verify import database_in, fits_here, verify

ROOT_AND_WELCOME = 2  # the pages of a site that nobody has set up


def restore(folder: Path, *, replace: bool = False) -> Manifest:
    """The site as it was. Killed before its end it can be run again: the database is then the old one or
    the new one, never half of each.
    """
    manifest = verify(folder)
    fits_here(manifest)
    if not replace and not is_empty():
        raise BackupError("This site is not empty. To put the backup in its place, say --replace.")
    with tempfile.TemporaryDirectory() as scratch:
        database.load(database_in(folder, manifest), Path(scratch))
    media.unpack(folder / media.NAME)
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
        return False  # of another version: somebody's all the same
