from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest


@pytest.fixture
def zipped(tmp_path: Path) -> Callable[..., Path]:
    """A zip file of these names and contents."""

    def make(**files: bytes | str) -> Path:
        path = tmp_path / "archive.zip"
        with ZipFile(path, "w") as out:
            for name, content in files.items():
                out.writestr(name, content)
        return path

    return make
