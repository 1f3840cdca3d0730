"""What a backup holds, as its own first page."""

import json
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from .errors import BackupError

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class File:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    made_at: str  # ISO 8601, UTC
    version: str
    engine: str  # "sqlite" or "postgresql"
    migrations: dict[str, list[str]]
    files: tuple[File, ...]
    media_files: int
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        Path(folder, NAME).write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        try:
            told: dict[str, Any] = json.loads(Path(folder, NAME).read_text())
            files = tuple(File(**each) for each in told.pop("files"))
            manifest = cls(files=files, **told)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise BackupError(f"{folder} holds no backup, or its manifest is damaged.") from error
        if manifest.format != FORMAT:
            raise BackupError(f"{folder} is of format {manifest.format}; this version reads {FORMAT}.")
        return manifest


def describe(path: Path) -> File:
    with path.open("rb") as file:
        return File(path.name, path.stat().st_size, file_digest(file, "sha256").hexdigest())
