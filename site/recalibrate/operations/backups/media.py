"""The media, wherever they are stored, into one archive and back."""

import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.utils.translation import gettext

from .errors import BackupError

NAME = "media.tar"
BLOCK, MB = 4096, 10**6  # bytes


def every_file(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from every_file(storage, f"{folder}/{name}" if folder else name)


def pack(folder: Path) -> tuple[Path, int]:
    """What is deleted meanwhile is left out: the database that was copied before may still name it."""
    path, count = folder / NAME, 0
    with tarfile.open(path, "w") as archive:
        for name in every_file(default_storage):
            try:
                with default_storage.open(name) as file:
                    entry = tarfile.TarInfo(name)
                    entry.size = file.size
                    archive.addfile(entry, file.file)
                    count += 1
            except FileNotFoundError:
                continue
    return path, count


def sizes_in(path: Path) -> Iterator[tuple[str, int]]:
    """Every name and size, of an archive that holds plain files below one folder and nothing else."""
    try:
        with tarfile.open(path) as archive:
            for entry in archive:
                if not entry.isfile() or Path(entry.name).is_absolute() or ".." in Path(entry.name).parts:
                    raise BackupError(
                        gettext("{path} holds a file that is not ours: {name}").format(
                            path=path, name=entry.name
                        )
                    )
                yield entry.name, entry.size
    except tarfile.TarError as error:
        raise BackupError(gettext("{path} cannot be read: {error}").format(path=path, error=error)) from error


def require_room(path: Path, *, besides: int = 0) -> None:
    """Before anything is touched: a file is replaced by its copy, so only what it grows by needs room.

    `besides`: bytes that the database needs in the same place. A bucket has no end.
    """
    if not isinstance(default_storage, FileSystemStorage):
        return
    place = Path(default_storage.base_location)
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    needed = besides + sum(max(0, _on_disk(size) - _taken(name)) for name, size in sizes_in(path))
    if needed > free:
        raise BackupError(
            gettext(
                "This needs {needed} MB more than there are now, and {free} MB are free in "
                "{place}. Make room, then restore again: nothing was touched."
            ).format(needed=f"{needed / MB:,.1f}", free=f"{free / MB:,.1f}", place=place)
        )


def _on_disk(size: int) -> int:
    return -(-size // BLOCK) * BLOCK


def _taken(name: str) -> int:
    try:
        return _on_disk(default_storage.size(name))
    except FileNotFoundError:
        return 0


def unpack(path: Path) -> None:
    """Every file as it was; what the archive does not have goes. Done twice, the result is the same."""
    wanted = set()
    with tarfile.open(path) as archive:
        for entry in archive:
            content = archive.extractfile(entry)
            if content is None:
                continue
            wanted.add(entry.name)
            default_storage.delete(entry.name)
            default_storage.save(entry.name, File(content, entry.name))
    for name in list(every_file(default_storage)):
        if name not in wanted:
            default_storage.delete(name)
