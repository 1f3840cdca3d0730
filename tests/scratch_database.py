"""Databases that are made for one test, on either engine, for what runs in processes of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

import psycopg
import pytest
from kept_database import SERVER, copy_migrated, migrated_template

ROOT = Path(__file__).parents[1]
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@contextmanager
def scratch_database(engine: str, folder: Path, *, is_migrated: bool = False) -> Iterator[str]:
    """The URL of a database that is gone afterwards: empty, or migrated."""
    if engine == "sqlite":
        path = folder / f"scratch-{token_hex(4)}.sqlite3"
        if is_migrated:
            copy_migrated(path)
        yield f"sqlite:///{path}"
        return
    name = f"scratch_{token_hex(6)}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(
            f"CREATE DATABASE {name} TEMPLATE {migrated_template() if is_migrated else 'template1'}"
        )
        try:
            yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def environment(url: str, folder: Path, **more: str) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.test",
        "DATABASE_URL": url,
        "RECALIBRATE_VAR_DIR": str(folder),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        **more,
    }


def start(code: str, variables: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(code: str, variables: dict[str, str]) -> str:
    """What it prints; its failure is the test's."""
    process = start(code, variables)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors[-3000:]
    return output
