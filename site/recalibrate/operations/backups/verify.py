"""Whether a backup is whole, and one that this version can take."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext

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
            raise BackupError(gettext("{expected} is missing.").format(expected=expected.name))
        if describe(path) != expected:
            raise BackupError(
                gettext("{expected} is not as it was made: its checksum differs.").format(
                    expected=expected.name
                )
            )
    if len(list(media.sizes_in(folder / media.NAME))) != manifest.media_files:
        raise BackupError(gettext("The media are not complete."))
    with tempfile.TemporaryDirectory() as scratch:
        database.verify_dump(database_in(folder, manifest), Path(scratch))
    return manifest


def database_in(folder: Path, manifest: Manifest) -> Path:
    name = database.SQLITE_FILE if manifest.engine == "sqlite" else database.POSTGRES_FILE
    return folder / name


def fits_here(manifest: Manifest) -> None:
    """The same engine, and neither a newer version nor a migration that this one does not know."""
    if manifest.engine != connection.vendor:
        raise BackupError(
            gettext("The backup is of {engine}, this site runs on {vendor}.").format(
                engine=manifest.engine, vendor=connection.vendor
            )
        )
    if is_newer(manifest.version, settings.VERSION):
        raise BackupError(
            gettext(
                "The backup was made by version {version}, and this is {ours}. Install {version} or a "
                "later one, and restore it there."
            ).format(version=manifest.version, ours=settings.VERSION)
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
            gettext(
                "The backup has tables that this version does not know, though both say {version}: {names}."
            ).format(version=settings.VERSION, names=", ".join(unknown[:5]))
        )


def replaced(loader: MigrationLoader) -> set[tuple[str, str]]:
    return {old for migration in loader.disk_migrations.values() for old in migration.replaces}
