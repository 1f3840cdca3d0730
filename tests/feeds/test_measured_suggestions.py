"""A small run of what benchmarks/suggestions.py does with a Trust's own texts; these are invented."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "suggestions.py"
TEXTS = [
    ("Exhausted", "We were tired after a night shift.", ["fatigue"], []),
    ("A new scanner", "It takes sharper pictures of the heart.", [], []),
    ("Grief and the choir", "Singing after a death.", ["sadness"], ["moving-and-making"]),
    ("The canteen", "Somebody mentioned joy.", [], []),
]


def measure(folder, *options, texts=TEXTS):
    rows = [dict(zip(("title", "text", "states", "strategies"), text, strict=True)) for text in texts]
    (folder / "texts.jsonl").write_text("\n".join(map(json.dumps, rows)))
    command = [sys.executable, SCRIPT, folder, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_labelled_texts_are_measured_by_state_and_over_all(tmp_path):
    told = measure(tmp_path, "--show").stdout

    assert "states, 4 texts" in told
    fatigue = next(line.split() for line in told.splitlines() if line.startswith("fatigue"))
    assert fatigue == ["fatigue", "1", "1", "1", "1.00", "1.00", "1.00"]
    assert "false alarms: 1 of 2 texts that have none" in told
    assert "wrong: happiness, says “joy”" in told


def test_half_of_the_texts_can_be_left_for_the_last_look(tmp_path):
    told = measure(tmp_path, "--half", "odd").stdout

    assert "states, 2 texts" in told
    assert "false alarms: 0 of 0 texts" in told


def test_a_label_that_does_not_exist_is_named(tmp_path):
    result = measure(tmp_path, texts=[("A title", "", ["tierd"], [])])

    assert result.returncode == 1
    assert "No such states: tierd." in result.stderr
