"""Small runs of what benchmarks/feeds_race.py, feeds_kill.py and stories_race.py do at length."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kept_database import copy_migrated
from scratch_database import scratch_database

ROOT = Path(__file__).parents[2]


def run(script: list[str], folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "RECALIBRATE_VAR_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    return subprocess.run(
        [sys.executable, "-m", *script],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": path, **settings},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all of them keep one SQLite database, which each empties first."""
    made = tmp_path_factory.mktemp("races")
    copy_migrated(made / "test.sqlite3")
    return made


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (["benchmarks.feeds_race", "2", "10"], "200 items, 0 doubled, 10 checks"),
        (["benchmarks.feeds_kill", "2", "12"], "0 doubled"),
        (["benchmarks.stories_race", "2", "40"], "40 folded, 40 stand once"),
    ],
    ids=["two processes", "two kills", "two sorters"],
)
def test_every_item_comes_in_once_whoever_races_or_dies(script, told, folder):
    result = run(script, folder)

    assert result.returncode == 0, result.stderr
    assert told in result.stdout


@pytest.fixture(scope="module")
def scratch_postgres(folder: Path) -> Iterator[str]:
    """A database of its own, since the scripts empty the one they are given."""
    with scratch_database("postgres", folder, is_migrated=True) as url:
        yield url


@pytest.mark.postgres
def test_a_story_stands_once_whoever_sorts_at_the_same_time_on_postgresql(scratch_postgres, folder):
    result = run(["benchmarks.stories_race", "3", "100"], folder, DATABASE_URL=scratch_postgres)

    assert result.returncode == 0, result.stderr
    assert "200 folded, 100 stand once" in result.stdout


@pytest.mark.postgres
def test_every_item_comes_in_once_on_postgresql_too(scratch_postgres, folder):
    raced = run(["benchmarks.feeds_race", "4", "12"], folder, DATABASE_URL=scratch_postgres)
    killed = run(["benchmarks.feeds_kill", "2", "12"], folder, DATABASE_URL=scratch_postgres)

    assert (raced.returncode, killed.returncode) == (0, 0), raced.stderr + killed.stderr + killed.stdout
    assert "240 items, 0 doubled, 12 checks" in raced.stdout
    assert "0 doubled, 0 broken promises, 0 sources lack an entry" in killed.stdout
