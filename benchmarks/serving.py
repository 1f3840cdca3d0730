"""Requests a second, and for each second of the server's processor time, of one page served in several ways.

    python benchmarks/serving.py [--seconds 2] [--rounds 5]

The first page of the sample site, gzipped: as a file by nginx, by a WSGI function that knows nothing else, by
the page cache in front of Django, and by Django without it. One process each and one thread of client (wrk)
on the same machine, two servers in turns; medians, with the least and the greatest ratio of a turn. Needs
Debian's `wrk` and `nginx-light`.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 16
GRANIAN = ["-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "critical", "--workers", "1"]
NGINX = """worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; user root;
events {{ worker_connections 512; }}
http {{ access_log off; sendfile on; open_file_cache max=100; keepalive_requests 10000000;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/www; default_type text/html;
    add_header Content-Encoding gzip; add_header Cache-Control "public, max-age=60"; }} }}
"""
BARE = """from pathlib import Path
BODY = Path(r"{page}").read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("ETag", '"bare"'),
           ("Content-Length", str(len(BODY)))]
def application(environ, start_response):
    if environ.get("HTTP_IF_NONE_MATCH") == '"bare"':
        start_response("304 Not Modified", [("ETag", '"bare"')])
        return []
    start_response("200 OK", HEADERS)
    return [BODY]
"""


Served = tuple[
    list[str], dict[str, str], str
]  # how it is started, in which environment, and a header to ask with


class Rate(NamedTuple):
    per_second: float
    per_cpu_second: float


class Pair(NamedTuple):
    """What ours is compared with, and the least that it should answer of the other's requests per CPU-second."""

    ours: str
    other: str
    goal: float | None


PAIRS = (
    Pair("the page cache", "a bare WSGI function", 0.75),
    Pair("the page cache", "nginx, a file", 0.5),
    Pair("304 by the page cache", "304 by a bare WSGI function", 0.75),
    Pair("Django without the page cache", "the page cache", None),
)


def main() -> None:
    arguments = parsed()
    for program in ("wrk", "nginx"):
        if shutil.which(program) is None:
            sys.exit(f"{program} is missing: apt-get install wrk nginx-light")
    with TemporaryDirectory() as folder:
        served = prepare(Path(folder))
        print("| | requests a second | per CPU-second | of the other’s, per CPU-second | goal |")
        print("| --- | --- | --- | --- | --- |")
        for pair in PAIRS:
            compare(pair, served, arguments.seconds, arguments.rounds)
        print(f"\nLoad average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.")


def parsed() -> argparse.Namespace:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def prepare(folder: Path) -> dict[str, Served]:
    """The sample site as `start` makes it, its first page as a file, and how each server is started."""
    site = environment(folder)
    manage = [sys.executable, "manage.py"]
    for command in (["collectstatic", "--noinput"], ["migrate"], ["load_sample_content"]):
        subprocess.run([*manage, *command, "-v0"], cwd=ROOT, env=site, check=True, stdout=subprocess.DEVNULL)
    page, etag = fetch_page(site)
    (folder / "www").mkdir()
    (folder / "www" / "index.html").write_bytes(page)
    (folder / "bare.py").write_text(BARE.format(page=folder / "www" / "index.html"))
    print(f"One page of {len(page):,} bytes gzipped, one process each.\n")
    bare = ["bare:application", "--working-dir", str(folder)]
    ours = ["recalibrate.wsgi:application"]
    return {
        "nginx, a file": (["nginx", "-c", str(folder / "nginx-{port}.conf")], site, ""),
        "a bare WSGI function": (bare, site, ""),
        "the page cache": (ours, site, ""),
        "Django without the page cache": (ours, site | {"RECALIBRATE_PAGE_CACHE_MB": "0"}, ""),
        "304 by a bare WSGI function": (bare, site, 'If-None-Match: "bare"'),
        "304 by the page cache": (ours, site, f"If-None-Match: {etag}"),
    }


def compare(pair: Pair, served: dict[str, Served], seconds: int, rounds: int) -> None:
    """Both servers run, and are asked in turns, so that a busy moment meets both."""
    ports = {name: free_port() for name in (pair.ours, pair.other)}
    rates: dict[str, list[Rate]] = {name: [] for name in ports}
    with ExitStack() as running:
        pids = {name: running.enter_context(started(served[name], port)) for name, port in ports.items()}
        for turn in range(rounds + 1):
            for name, port in ports.items():
                rate = rate_of(port, pids[name], served[name][2], seconds if turn else 1)
                rates[name] += [rate] if turn else []  # the first is for warming up
    shares = [mine.per_cpu_second / other.per_cpu_second for mine, other in zip(*rates.values(), strict=True)]
    for name in ports:
        second, cpu_second = (median(values) for values in zip(*rates[name], strict=True))
        told = ["", ""]
        if name == pair.ours:
            told = [f"{median(shares):.0%} ({min(shares):.0%} to {max(shares):.0%})"]
            told += [f"≥ {pair.goal:.0%}" if pair.goal else ""]
        print(f"| {name} | {second:,.0f} | {cpu_second:,.0f} | {' | '.join(told)} |", flush=True)


@contextmanager
def started(one: Served, port: int) -> Iterator[int]:
    command, env, _ = one
    if command[0] == "nginx":
        config = Path(command[2].format(port=port))
        config.write_text(NGINX.format(folder=config.parent, port=port))
        command = ["nginx", "-c", str(config)]
    else:
        command = granian(port, command[0], *command[1:])
    with serving(command, env, port) as pid:
        yield pid


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.dev",
        "RECALIBRATE_VAR_DIR": str(folder / "var"),
        "RECALIBRATE_DEBUG": "",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }


def granian(port: int, application: str, *options: str) -> list[str]:
    threads = ["--blocking-threads", "1", "--host", "127.0.0.1", "--port", str(port)]
    return [sys.executable, *GRANIAN, *threads, *options, application]


def fetch_page(site: dict[str, str]) -> tuple[bytes, str]:
    """The first page as the site serves it gzipped, and its entity tag."""
    port = free_port()
    with serving(granian(port, "recalibrate.wsgi:application"), site, port):
        request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request, timeout=30) as answer:  # ourselves
            return answer.read(), answer.headers["ETag"]


@contextmanager
def serving(command: list[str], env: dict[str, str], port: int) -> Iterator[int]:
    """The server runs behind this; its process id."""
    process = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
    try:
        wait_for(port)
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("A server did not start.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def rate_of(port: int, pid: int, header: str, seconds: int) -> Rate:
    before, (requests, per_second) = cpu(pid), load(port, header, seconds)
    return Rate(per_second, requests / max(cpu(pid) - before, 1 / TICKS))


def load(port: int, header: str, seconds: int) -> tuple[int, float]:
    """Requests answered, and how many a second."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Encoding: gzip"]
    command += ["-H", header] if header else []
    asked = subprocess.run(
        [*command, f"http://127.0.0.1:{port}/"], capture_output=True, text=True, check=True
    )
    requests = re.search(r"(\d+) requests in", asked.stdout)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", asked.stdout)
    if requests is None or rate is None or "Non-2xx" in asked.stdout:
        sys.exit(f"Not every request was answered:\n{asked.stdout}")
    return int(requests.group(1)), float(rate.group(1))


def cpu(pid: int) -> float:
    """Processor seconds of a process and its children so far."""
    children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    return sum(_ticks(one) for one in (str(pid), *children)) / TICKS


def _ticks(pid: str) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


if __name__ == "__main__":
    main()
