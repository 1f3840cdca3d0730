"""Measure what docs/performance.md tells of speed, and write it there.

    python -m benchmarks [serving | aggregator | pages | phone | growth …]

Each part of the document that stands between two marks is what the benchmark of that name printed last. Environment:
READER, a Python that has the library `reader`; BAKERYDEMO, a checkout of Wagtail's demonstration site that
has been set up, with the Python that runs it in BAKERYDEMO_PYTHON. What is not given is left as it was.
"""

import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "performance.md"
READER, BAKERYDEMO = os.environ.get("READER"), os.environ.get("BAKERYDEMO")
PARTS: dict[str, list[str] | None] = {
    "serving": ["benchmarks/serving.py"],
    "aggregator": ["-m", "benchmarks.feeds_against_reader", READER] if READER else None,
    "pages": ["-m", "benchmarks.pages_against_bakerydemo", BAKERYDEMO] if BAKERYDEMO else None,
    "phone": ["-m", "benchmarks.phone", "--rounds", "3"],
    "growth": ["-m", "benchmarks.growth"],
}


def main(names: list[str]) -> int:
    failed = []
    for name in names or PARTS:
        if command := PARTS[name]:
            printed = run(command)
            if printed is None:
                failed.append(name)
            else:
                write(name, f"{printed.strip()}\n\nMeasured on {datetime.now().astimezone():%-d %B %Y}.")
        else:
            print(f"{name}: there is nothing to compare with; see `python -m pydoc benchmarks.__main__`")
    print("\n".join([f"{name} failed: its part of {DOCUMENT.name} stays as it was." for name in failed]))
    return len(failed)


def run(command: list[str]) -> str | None:
    """What it prints, shown while it does; None where it failed."""
    lines = []
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101  # a pipe
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    return None if process.returncode else "".join(lines)


def write(name: str, measured: str) -> None:
    begin, end = f"<!-- {name}: written by `make bench` -->", f"<!-- {name} ends -->"
    text = DOCUMENT.read_text()
    part = re.compile(rf"(?<={re.escape(begin)}\n).*?(?=\n{re.escape(end)})", re.S)
    if len(part.findall(text)) != 1:
        sys.exit(f"{DOCUMENT} has no place for {name}.")
    DOCUMENT.write_text(part.sub(lambda _: measured, text))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
