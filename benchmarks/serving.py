"""Requests a second, and for each second of the server's processor time, of one page served in four ways.

    python benchmarks/serving.py [--seconds 3] [--rounds 3]

The first page of the sample site, gzipped: as a file by nginx, by a WSGI function that knows nothing else, by
the page cache in front of Django, and by Django without it. One process each and one thread of client (wrk)
on the same machine, best of some rounds: whatever else runs here can only lower a figure. Needs Debian's
`wrk` and `nginx-light`.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

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


@dataclass(frozen=True)
class Rate:
    per_second: float
    per_cpu_second: float


def main() -> None:
    arguments = parsed()
    for program in ("wrk", "nginx"):
        if shutil.which(program) is None:
            sys.exit(f"{program} is missing: apt-get install wrk nginx-light")
    with TemporaryDirectory() as folder:
        compare(Path(folder), arguments.seconds, arguments.rounds)


def parsed() -> argparse.Namespace:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def compare(folder: Path, seconds: int, rounds: int) -> None:
    site = environment(folder)
    manage = [sys.executable, "manage.py"]
    for command in (["collectstatic", "--noinput"], ["migrate"], ["load_sample_content"]):  # as `start` does
        subprocess.run([*manage, *command, "-v0"], cwd=ROOT, env=site, check=True, stdout=subprocess.DEVNULL)
    page, etag = fetch_page(site)
    (folder / "www").mkdir()
    (folder / "www" / "index.html").write_bytes(page)
    (folder / "bare.py").write_text(BARE.format(page=folder / "www" / "index.html"))
    print(f"One page of {len(page):,} bytes gzipped; load average {os.getloadavg()[0]:.1f}\n")
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    nginx = ["nginx", "-c", str(folder / "nginx.conf")]
    bare = granian(port, "bare:application", "--working-dir", str(folder))
    ours = granian(port, "recalibrate.wsgi:application")
    uncached = site | {"RECALIBRATE_PAGE_CACHE_MB": "0"}

    def measured(command: list[str], env: dict[str, str], header: str = "") -> Rate:
        return best(lambda: serving(command, env, port), port, header, seconds, rounds)

    rates = {
        "nginx, a file": measured(nginx, site),
        "a bare WSGI function": measured(bare, site),
        "the page cache": measured(ours, site),
        "Django, no page cache": measured(ours, uncached),
        "304, a bare WSGI function": measured(bare, site, 'If-None-Match: "bare"'),
        "304, the page cache": measured(ours, site, f"If-None-Match: {etag}"),
    }
    show(rates)


def show(rates: dict[str, Rate]) -> None:
    print(f"{'':28}{'requests/s':>12}{'per CPU-second':>16}")
    for name, rate in rates.items():
        print(f"{name:28}{rate.per_second:>12,.0f}{rate.per_cpu_second:>16,.0f}")
    cache, bare = rates["the page cache"], rates["a bare WSGI function"]
    of_nginx = cache.per_second / rates["nginx, a file"].per_second
    print(f"\nThe page cache answers {cache.per_cpu_second / bare.per_cpu_second:.0%} of the bare function's")
    print(
        f"requests per CPU-second (goal 75 %) and {of_nginx:.0%} of nginx's requests per second (goal 50 %)."
    )


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


def best(start: Callable[..., object], port: int, header: str, seconds: int, rounds: int) -> Rate:
    with start() as pid:  # type: ignore[attr-defined]
        load(port, header, 1)
        rates = []
        for _ in range(rounds):
            before, (requests, per_second) = cpu(pid), load(port, header, seconds)
            rates.append(Rate(per_second, requests / max(cpu(pid) - before, 1 / TICKS)))
    return Rate(max(rate.per_second for rate in rates), max(rate.per_cpu_second for rate in rates))


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
