"""One backup is a folder: the database, the media, and a manifest with the checksums of both."""

from .make import make_backup
from .restore import restore
from .verify import verify

__all__ = ["make_backup", "restore", "verify"]
