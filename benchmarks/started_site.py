"""The sample site as `manage.py start` runs it, in processes of its own, and readers that keep asking it."""

import http.client
import signal
import ssl
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.serving import ROOT, environment, free_port

STARTS_WITHIN = 600.0  # seconds
UNVERIFIED = ssl._create_unverified_context()  # noqa: S323  # a certificate of our own, on this machine


@contextmanager
def started(folder: Path, **variables: str) -> Iterator[int]:
    """The port of a whole site, with web, worker and clock; its log is `folder`/site.log."""
    port = free_port()
    env = environment(folder) | {"PORT": str(port)} | variables
    with Path(folder, "site.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "start"],
            cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        until = time.monotonic() + STARTS_WITHIN
        while ask(port, "/healthz")[0] != 200:
            if process.poll() is not None or time.monotonic() > until:
                sys.exit(f"The site did not start:\n{Path(folder, 'site.log').read_text()[-2000:]}")
            time.sleep(0.2)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def ask(port: int, path: str, *, tls: bool = False, timeout: float = 10.0) -> tuple[int, str]:
    """Status and body; 0 and the name of the error where there was no answer."""
    if tls:
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=timeout, context=UNVERIFIED)
    else:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return 0, type(error).__name__
    finally:
        connection.close()


class Reader(threading.Thread):
    """Asks for one page again and again, and keeps what it got and how long that took."""

    def __init__(self, port: int, path: str, *, tls: bool = False) -> None:
        super().__init__(daemon=True)
        self.port, self.path, self.tls = port, path, tls
        self.is_over = threading.Event()
        self.statuses: Counter[int] = Counter()
        self.seconds: list[float] = []

    def run(self) -> None:
        while not self.is_over.wait(0.05):
            began = time.monotonic()
            self.statuses[ask(self.port, self.path, tls=self.tls)[0]] += 1
            self.seconds.append(time.monotonic() - began)

    def end(self) -> str:
        self.is_over.set()
        self.join(timeout=15)
        if not self.seconds:
            return f"{self.path}: no answer"
        told = ", ".join(
            f"{count} × {status or 'nothing'}" for status, count in sorted(self.statuses.items())
        )
        milliseconds = [1000 * one for one in sorted(self.seconds)]
        at_99 = milliseconds[int(0.99 * (len(milliseconds) - 1))]
        median = statistics.median(milliseconds)
        return f"{self.path}: {told}; ms median {median:.0f}, 99 % {at_99:.0f}, worst {milliseconds[-1]:.0f}"


@contextmanager
def asking(readers: list[Reader]) -> Iterator[None]:
    """They ask while what is behind this runs, and are printed at its end."""
    for reader in readers:
        reader.start()
    try:
        yield
    finally:
        for reader in readers:
            print(f"    {reader.end()}", flush=True)
