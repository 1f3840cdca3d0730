"""Small runs of what benchmarks/feeds_race.py and benchmarks/feeds_kill.py do at length."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (["benchmarks.feeds_race", "2", "10"], "200 items, 0 doubled, 10 checks"),
        (["benchmarks.feeds_kill", "2", "6"], "0 doubled"),
    ],
    ids=["two processes", "two kills"],
)
def test_every_item_comes_in_once_whoever_races_or_dies(script, told, tmp_path):
    environment = {**os.environ, "RECALIBRATE_VAR_DIR": str(tmp_path)}
    environment.pop("DATABASE_URL", None)

    result = subprocess.run(
        [sys.executable, "-m", *script],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert told in result.stdout
