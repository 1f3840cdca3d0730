"""Media in a folder: no file has its name before all of it is written. A full disk leaves nothing."""

import posixpath
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage

PARTIAL = ".partial-"


class WholeFiles(FileSystemStorage):
    def _save(self, name: str, content: File) -> str:
        """Written beside under a name no other process has; then the name asked for is taken, and given to it."""
        beside = posixpath.join(posixpath.dirname(name), f"{PARTIAL}{token_hex(8)}")
        partial = Path(self.path(beside))
        try:
            super()._save(beside, content)  # type: ignore[misc]  # django-stubs leave it out
            # Created with O_EXCL, so that of two writers with one name the second gets another.
            taken: str = super()._save(name, ContentFile(b""))  # type: ignore[misc]
            # One step of the file system (rename, POSIX): a reader sees the empty file or the whole, never a half.
            partial.replace(self.path(taken))
        # Also KeyboardInterrupt and the exit that a worker's end raises: no half file stays.
        except BaseException:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
        return taken

    def forget_partial(self, before: datetime) -> int:
        """Delete what writers that were killed left behind, if it is older; how many files."""
        count = 0
        for path in Path(self.location).rglob(f"{PARTIAL}*"):
            with suppress(FileNotFoundError):  # whole by now
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    count += 1
        return count
