"""What a page costs that no cache has kept, beside the like page of Wagtail's own demonstration site.

    BAKERYDEMO_PYTHON=… python -m benchmarks.pages_against_bakerydemo CHECKOUT [rounds]

The checkout has its database, content and static files already (`migrate`, `load_initial_data`, `collectstatic`), and
so has this site (`make run` once). Each page is rendered in a
process of its own project, in turns, without a server; processor time, medians.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
LIKE = {  # ours, theirs, and what part of theirs ours may cost
    "the first page": ("/", "/", 0.30),
    "a list of posts": ("/posts/", "/blog/", 1 / 3),
    "a post": ("/posts/toast-at-three/", "/blog/wild-yeast/", 1 / 3),
    "a search": ("/search/?q=night", "/search/?q=bread", 0.30),
}
# Answers each line, an address, with the CPU milliseconds of rendering it once.
CHILD = """
import sys, time, django
django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS, settings.DEBUG = ["*"], False  # as it would be served, on either side
client = Client()
for line in sys.stdin:
    started = time.process_time()
    status = client.get(line.strip()).status_code
    print(1000 * (time.process_time() - started) if status == 200 else "null", flush=True)
"""


def main(checkout: str, rounds: int) -> None:
    theirs = os.environ.get("BAKERYDEMO_PYTHON", sys.executable)
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    projects = (
        project(sys.executable, ROOT, PYTHONPATH=paths, DJANGO_SETTINGS_MODULE="recalibrate.settings.dev"),
        project(
            theirs, Path(checkout), PYTHONPATH=checkout, DJANGO_SETTINGS_MODULE="bakerydemo.settings.dev"
        ),
    )
    print(
        "| CPU milliseconds, rendered afresh | ours | bakerydemo | ratio | goal |\n| --- | --- | --- | --- | --- |"
    )
    for name, (*addresses, goal) in LIKE.items():
        turns = [[ask(*pair) for pair in zip(projects, addresses, strict=True)] for _ in range(rounds + 3)]
        ours, other = (median(values) for values in zip(*turns[3:], strict=True))
        print(f"| {name} | {ours:.1f} | {other:.1f} | {ours / other:.2f} | ≤ {goal:.2f} |", flush=True)
    for process in projects:
        process.communicate()


def project(python: str, folder: Path, **variables: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "RECALIBRATE_DEBUG": "", **variables}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [python, "-c", CHILD], cwd=folder, env=environment, stdin=pipe, stdout=pipe, text=True
    )


def ask(process: subprocess.Popen[str], address: object) -> float:
    assert process.stdin is not None  # noqa: S101  # both are pipes, above
    assert process.stdout is not None  # noqa: S101
    process.stdin.write(f"{address}\n")
    process.stdin.flush()
    spent = json.loads(process.stdout.readline())
    if spent is None:
        sys.exit(f"{address} does not answer with 200.")
    return float(spent)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 25)
