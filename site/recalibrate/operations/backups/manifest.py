"""What a backup holds, as its own first page."""

import json
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from .errors import BackupError

FORMAT = 2  # 2 came with 0.2.0, which gave the manifest its own checksum
WITHOUT_A_SUM = 1  # what versions before 0.2.0 wrote
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
        Path(folder, NAME).write_text(self.text())

    def text(self) -> str:
        """With a sum of its own, since it is what everything else is checked by."""
        told = asdict(self)
        return json.dumps({**told, "sha256": _sum_of(told)}, indent=1)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        try:
            text = Path(folder, NAME).read_text()
            told: dict[str, Any] = json.loads(text)
            has_sum = told.pop("sha256", None) is not None
            files = tuple(File(**each) for each in told.pop("files"))
            manifest = cls(files=files, **told)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupError(
                gettext("{folder} holds no backup, or its manifest is damaged.").format(folder=folder)
            ) from error
        if manifest.format not in (FORMAT, WITHOUT_A_SUM):
            raise BackupError(
                gettext("{folder} is of format {format}; this version reads {ours}.").format(
                    folder=folder, format=manifest.format, ours=FORMAT
                )
            )
        if (has_sum or manifest.format == FORMAT) and text != manifest.text():
            raise BackupError(
                gettext("The manifest in {folder} is damaged: its own checksum differs.").format(
                    folder=folder
                )
            )
        return manifest


def _sum_of(told: dict[str, Any]) -> str:
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def describe(path: Path) -> File:
    with path.open("rb") as file:
        return File(path.name, path.stat().st_size, file_digest(file, "sha256").hexdigest())
