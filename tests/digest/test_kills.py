"""Sending through kill -9, on a real database file and into a real folder."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "benchmarks" / "digest_kills.py"


def test_a_digest_killed_three_times_midway_reaches_everybody_once(tmp_path):
    answer = subprocess.run(
        [sys.executable, SCRIPT, "--subscribers", "300", "--kills", "3", "--folder", tmp_path],
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr[-2000:]
    assert "300 mails for 300 subscribers, 3 kills" in answer.stdout
