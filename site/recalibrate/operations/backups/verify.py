"""Whether a backup is whole, and one that this version can take."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from recalibrate.core.versions import is_newer

from . import database, media
from .errors import BackupError
from .manifest import Manifest, describe


def verify(folder: Path) -> Manifest:
    """Reads everything, touches nothing. Raises BackupError with what is wrong."""
    manifest = Manifest.read(folder)
    for expected in manifest.files:
        path = folder / expected.name
        if path.parent != folder or not path.is_file():
            raise BackupError(f"{expected.name} is missing.")
        if describe(path) != expected:
            raise BackupError(f"{expected.name} is not as it was made: its checksum differs.")
    if len(list(media.sizes_in(folder / media.NAME))) != manifest.media_files:
        raise BackupError("The media are not complete.")
    with tempfile.TemporaryDirectory() as scratch:
        database.verify_dump(database_in(folder, manifest), Path(scratch))
    return manifest


def database_in(folder: Path, manifest: Manifest) -> Path:
    name = database.SQLITE_FILE if manifest.engine == "sqlite" else database.POSTGRES_FILE
    return folder / name


def fits_here(manifest: Manifest) -> None:
    """The same engine, and neither a newer version nor a migration that this one does not know."""
    if manifest.engine != connection.vendor:
        raise BackupError(f"The backup is of {manifest.engine}, this site runs on {connection.vendor}.")
    if is_newer(manifest.version, settings.VERSION):
        raise BackupError(
            f"The backup was made by version {manifest.version}, and this is {settings.VERSION}. "
            f"Install {manifest.version} or a later one, and restore it there."
        )
    loader = MigrationLoader(None, ignore_no_migrations=True)
    here = {(app, name) for app, name in loader.disk_migrations} | replaced(loader)
    unknown = [
        f"{app}.{name}"
        for app, names in manifest.migrations.items()
        if app in loader.migrated_apps
        for name in names
        if (app, name) not in here
    ]
    if unknown:
        raise BackupError(
            f"The backup has tables that this version does not know, though both say {settings.VERSION}: "
            f"{', '.join(unknown[:5])}."
        )


def replaced(loader: MigrationLoader) -> set[tuple[str, str]]:
    return {old for migration in loader.disk_migrations.values() for old in migration.replaces}
