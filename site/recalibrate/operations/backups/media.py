"""The media, wherever they are stored, into one archive and back."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage, default_storage

from .errors import BackupError

NAME = "media.tar"


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


def names_in(path: Path) -> Iterator[str]:
    """Every name, of an archive that holds plain files below one folder and nothing else."""
    try:
        with tarfile.open(path) as archive:
            for entry in archive:
                if not entry.isfile() or Path(entry.name).is_absolute() or ".." in Path(entry.name).parts:
                    raise BackupError(f"{path} holds what is no file of ours: {entry.name}")
                yield entry.name
    except tarfile.TarError as error:
        raise BackupError(f"{path} cannot be read: {error}") from error


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
