"""What a first view costs a reader's phone: bytes and requests, and when its largest part is painted on slow 4G.

    python -m benchmarks.phone [--rounds 5] [--url http://localhost:8000]

A fresh profile of headless Chromium for each view, throttled by the devtools protocol as Lighthouse does for slow 4G:
150 ms a round trip, 1.6 Mbit/s. The site is the sample site, made for this and served by one process, unless a
running one is named; each page was rendered twice before, a minute apart, as on any site in use (decision 0045).
Bytes are those on the wire, heads included. Needs Debian's `chromium-headless-shell`.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from recalibrate.web.page_cache.cached_response import LONGEST_LIFE

from .serving import ROOT, environment, free_port, granian, serving

PAGES = {
    "home": "/",
    "a state": "/states/fatigue/",
    "a post": "/posts/toast-at-three/",
    "a Guardian’s report": "/guardian/2026-27-q1/",
}
CHROMIUM = "/usr/bin/chromium-headless-shell"
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "device_scale_factor": 2,
}
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 2**20 / 8,
    "uploadThroughput": 0.75 * 2**20 / 8,
}
MOST_SECONDS, MOST_KILOBYTES, MOST_REQUESTS, MOST_HTML = 1.1, 45, 5, 8
LARGEST_PAINT = """() => new Promise(done => new PerformanceObserver(
  list => done(list.getEntries().at(-1).startTime)).observe({type: "largest-contentful-paint", buffered: true}))"""


class View(NamedTuple):
    seconds: float  # until the largest part was painted
    kilobytes: float
    requests: int
    html: float  # kilobytes of the document itself


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--url", help="a site that runs already")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder, site(arguments.url, Path(folder)) as url, sync_playwright() as run:
        browser = run.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(2):
            for path in PAGES.values():
                view(browser, f"{url}{path}")
            sleep(LONGEST_LIFE)  # after which the page cache renders it again
        print("| a first view on slow 4G | largest paint, s | KB | requests | HTML, KB |")
        print("| --- | --- | --- | --- | --- |")
        for name, path in PAGES.items():
            views = [view(browser, f"{url}{path}") for _ in range(arguments.rounds)]
            seconds, kilobytes, requests, html = (median(values) for values in zip(*views, strict=True))
            print(f"| {name} | {seconds:.2f} | {kilobytes:.0f} | {requests:.0f} | {html:.1f} |", flush=True)
        browser.close()
    print(
        f"| goal | ≤ {MOST_SECONDS} | ≤ {MOST_KILOBYTES} | ≤ {MOST_REQUESTS} | ≤ {MOST_HTML}, but for reports |"
    )
    print(f"\nLoad average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")


def view(browser: Browser, url: str) -> View:
    """One view by a reader who was never here."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    devtools.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    devtools.on(
        "Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]})
    )
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_4G)
    page.goto(url, wait_until="networkidle")
    seconds = page.evaluate(LARGEST_PAINT) / 1000
    context.close()
    html = sum(size for one, size in sizes.items() if kinds.get(one) == "Document")
    return View(seconds, sum(sizes.values()) / 1000, len(sizes), html / 1000)


@contextmanager
def site(running: str | None, folder: Path) -> Iterator[str]:
    if running:
        yield running.rstrip("/")
        return
    env = environment(folder)
    for command in (["collectstatic", "--noinput"], ["migrate"], ["load_sample_content"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "-v0"],
            cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    port = free_port()
    with serving(granian(port, "recalibrate.wsgi:application"), env, port):
        yield f"http://127.0.0.1:{port}"


if __name__ == "__main__":
    main()
