"""A zip file or a folder from somewhere else, read without ever unpacking it onto a disk."""

import stat
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext

MOST_FILES = 100_000  # ten times a hospital’s pages and pictures; each name is kept in memory
MOST_BYTES = 4 * 1024**3  # unpacked, all together
MOST_BYTES_EACH = 64 * 1024**2  # as much as is read into memory at once
# Deflate can do 1,032 to 1 (RFC 1951), and only what was made for it comes near that.
MOST_RATIO = 200  # unpacked to packed, of files over a megabyte; text packs to a tenth
SMALL = 1024**2  # bytes: below it, any ratio is harmless
PIECE = 2**20  # bytes


class ArchiveRefused(ValueError):
    """Why it is not read, in words for the editor who gave it."""


class Archive:
    """Names to contents. A name that leads elsewhere, a link or an odd size refuses the whole of it."""

    def __init__(self, path: Path, *, only: bool = False) -> None:
        """With `only`, the one file, as if it lay in a folder by itself."""
        self.only = path.name if only and path.is_file() else ""
        self.folder = path if path.is_dir() else path.parent if self.only else None
        self.zip: zipfile.ZipFile | None = None
        if not self.folder:
            try:
                self.zip = zipfile.ZipFile(path)
            except (OSError, zipfile.BadZipFile) as error:
                raise ArchiveRefused(
                    gettext("{path} is neither a folder nor a zip file.").format(path=path.name)
                ) from error
        self.sizes = dict(self._looked_at())
        if len(self.sizes) > MOST_FILES:
            raise ArchiveRefused(gettext("It has more than {most} files.").format(most=f"{MOST_FILES:,}"))
        if sum(self.sizes.values()) > MOST_BYTES:
            raise ArchiveRefused(
                gettext("It unpacks to more than {most} GB.").format(most=MOST_BYTES // 1024**3)
            )

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *args: object) -> None:
        if self.zip:
            self.zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self.sizes

    @property
    def names(self) -> list[str]:
        return sorted(self.sizes)

    def named(self, last: str) -> list[str]:
        """The files of that name, in whatever folder."""
        return self._by_name.get(last, [])

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.names:
            found.setdefault(PurePosixPath(name).name, []).append(name)
        return found

    def read(self, name: str, most: int = MOST_BYTES_EACH) -> bytes:
        """The file's content, never more than it said, nor than `most`."""
        return b"".join(self.pieces(name, most))

    def lines(self, name: str, most: int) -> Iterator[bytes]:
        """Those that are not empty, one after the other, so that a large file is never in memory whole."""
        rest = b""
        for piece in self.pieces(name, most):
            *whole, rest = (rest + piece).split(b"\n")
            yield from filter(None, whole)
        if rest:
            yield rest

    def pieces(self, name: str, most: int) -> Iterator[bytes]:
        """The same in pieces."""
        if name not in self.sizes:
            raise ArchiveRefused(gettext("{name} is not in it.").format(name=name))
        if self.sizes[name] > most:
            raise ArchiveRefused(
                gettext("{name} is larger than {most} MB.").format(name=name, most=most // 1024**2)
            )
        read = 0
        try:
            with self._opened(name) as file:
                while piece := file.read(PIECE):
                    # The size in a zip's directory is what its maker wrote there.
                    if (read := read + len(piece)) > most:
                        raise ArchiveRefused(gettext("{name} is larger than it says.").format(name=name))
                    yield piece
        # RuntimeError asks for a password, NotImplementedError for a method that Python has not.
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
            raise ArchiveRefused(gettext("{name} is broken.").format(name=name)) from error

    def _opened(self, name: str) -> IO[bytes]:
        if self.folder:
            return (self.folder / name).open("rb")
        assert self.zip  # noqa: S101  # one of the two is there
        return self.zip.open(name)

    def _looked_at(self) -> Iterator[tuple[str, int]]:
        if self.folder:
            for path in sorted([self.folder / self.only] if self.only else self.folder.rglob("*")):
                if path.is_file() and not path.is_symlink():
                    yield path.relative_to(self.folder).as_posix(), path.stat().st_size
            return
        for entry in self.zip.infolist() if self.zip else ():
            if not entry.is_dir():
                yield _sound(entry), entry.file_size


def _sound(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    parts = PurePosixPath(name).parts
    # Nothing is written under these names, and yet: the maker of such a file means harm with its others too.
    if name.startswith("/") or ".." in parts or "\\" in name or ":" in name.split("/")[0] or "\0" in name:
        raise ArchiveRefused(gettext("It has a file that would land elsewhere: {name!r}.").format(name=name))
    # The upper half is the mode that Unix gave the file.
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise ArchiveRefused(gettext("It has a link in it: {name!r}.").format(name=name))
    if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
        raise ArchiveRefused(
            gettext("{name!r} unpacks to more than {most} times its size.").format(name=name, most=MOST_RATIO)
        )
    return name
