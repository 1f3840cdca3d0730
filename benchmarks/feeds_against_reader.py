"""Our refresh beside that of `reader`, a respected library, doing the same work against the same server.

    python -m venv /tmp/reader && /tmp/reader/bin/pip install reader sgmllib3k
    python -m benchmarks.feeds_against_reader /tmp/reader/bin/python [feeds]

200 feeds of 20 entries on loopback: all new, nothing changed, ten changed. Each side stores everything in a
SQLite file of its own; CPU-seconds of all its processes count, their start does not. Prints both and the
ratio; exits non-zero if the two did not do the same work.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from benchmarks import feed_farm
from benchmarks.feeds_refresh import ENTRIES, refreshed
from benchmarks.throwaway_site import set_up

GOALS = {"all new": 0.4, "nothing changed": 0.8, "ten changed": 0.7}
CHANGED = 10

# Runs in the other environment: one line of JSON for every line that it is sent.
THEIRS = """
import json, resource, sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for address in json.loads(sys.argv[2]):
    reader.add_feed(address)
print("ready", flush=True)
def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
for _ in sys.stdin:
    before = cpu()
    new = 0
    for result in reader.update_feeds_iter(workers=8, scheduled=False):
        if isinstance(result.value, Exception):
            raise result.value
        new += result.value.new if result.value else 0
    spent = cpu() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    stored = reader.get_entry_counts().total
    print(json.dumps({"spent": spent, "new": new, "stored": stored, "memory": memory}), flush=True)
"""


def main(python: str, feeds: int) -> int:
    failed = 0
    with TemporaryDirectory() as name, feed_farm.serving(Path(name)) as port:
        folder = Path(name)
        hosts = [f"{feed_farm.host(number)}:{port}" for number in range(feeds)]
        feed_farm.plant(folder, feeds=feeds, entries=ENTRIES)
        set_up(folder, hosts)
        addresses = json.dumps([f"http://{host}/{number}.xml" for number, host in enumerate(hosts)])
        command = [python, "-c", THEIRS, str(folder / "reader.sqlite"), addresses]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as theirs:
            assert theirs.stdin is not None  # noqa: S101  # for the type checker: both are pipes
            assert theirs.stdout is not None  # noqa: S101
            theirs.stdout.readline()
            print("| CPU-seconds | ours | `reader` | ratio | goal |\n| --- | --- | --- | --- | --- |")
            for round_name in GOALS:
                if round_name == "ten changed":
                    feed_farm.plant(folder, feeds=feeds, entries=ENTRIES, edition=1, only=range(CHANGED))
                failed += compare(round_name, theirs.stdin, theirs.stdout)
    return int(failed > 0)


def compare(round_name: str, ask: IO[str], answers: IO[str]) -> bool:
    """Whether the goal was missed, or the two did not do the same work."""
    print("go", file=ask, flush=True)
    theirs = json.loads(answers.readline())
    ours = refreshed()
    ratio = ours.spent / theirs["spent"]
    same = (ours.new, ours.stored) == (theirs["new"], theirs["stored"])
    told = f"{ours.spent:.2f} | {theirs['spent']:.2f} | {ratio:.2f} | ≤ {GOALS[round_name]:.2f}"
    print(f"| {round_name} | {told} |", flush=True)
    if not same:
        print(
            f"Not the same: {ours.new}/{ours.stored} and {theirs['new']}/{theirs['stored']}", file=sys.stderr
        )
    return not same or bool(ours.troubles)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200))
