"""CPU time of a feed and of its 304, with few posts and with many, and their ratio, in one run.

    python -m benchmarks.syndication 50 10000

In databases of its own, which are gone afterwards.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WARM_UP, COUNTED = 3, 15


def main(numbers: list[str]) -> None:
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            environment = {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "recalibrate.settings.test",
                "RECALIBRATE_VAR_DIR": folder,
                "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            }
            command = [sys.executable, "-m", "benchmarks.syndication", "--in", number]
            subprocess.run(command, env=environment, cwd=ROOT, check=True)


def measure(posts: int) -> None:
    import io

    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from benchmarks.search import add_posts

    call_command("migrate", verbosity=0)
    call_command("set_up_site", stdout=io.StringIO())
    add_posts(posts)
    client = Client()
    etag = client.get("/feeds/all.atom")["ETag"]
    for name, headers in {"feed": {}, "304": {"If-None-Match": etag}}.items():
        print(f"{posts:>6} posts, {name}: {timed(client, headers):6.2f} ms CPU")
    print(f"{posts:>6} posts, an archive page: {timed(client, {}, '/feeds/all/archive/2.atom'):6.2f} ms CPU")


def timed(client: "object", headers: dict[str, str], path: str = "/feeds/all.atom") -> float:
    spent = []
    for _ in range(WARM_UP + COUNTED):
        started = time.process_time()
        client.get(path, headers=headers)  # type: ignore[attr-defined]
        spent.append(1000 * (time.process_time() - started))
    return statistics.median(spent[WARM_UP:])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        measure(int(sys.argv[2]))
    else:
        main(sys.argv[1:] or ["50", "10000"])
