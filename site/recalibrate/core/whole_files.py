"""Media in a folder: no file has its name before all of it is written. A full disk leaves nothing."""

import posixpath
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    def _save(self, name: str, content: File) -> str:
        """Written beside under a name nobody else has; then the name asked for is taken, and given to it."""
        beside = posixpath.join(posixpath.dirname(name), f".partial-{token_hex(8)}")
        partial = Path(self.path(beside))
        try:
            super()._save(beside, content)  # type: ignore[misc]  # django-stubs leave it out
            taken: str = super()._save(name, ContentFile(b""))  # type: ignore[misc]
            partial.replace(self.path(taken))
        except BaseException:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
        return taken
