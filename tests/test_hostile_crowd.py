"""Many strangers at once, each sending the worst they may: the web process goes on, within compose's memory.

The process is the one that the image starts, behind the proxy that compose starts. Loopback only.
"""

import json
import os
import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from kept_database import copy_migrated
from picture_bombs import flat
from running_site import free_port

from benchmarks.slow_clients import nginx

ROOT = Path(__file__).parents[1]
TLS = ssl._create_unverified_context()  # noqa: S323  # a certificate of our own
EACH = 25  # of each kind of stranger
BOUNDARY = "a-boundary"


def command(port: int) -> list[str]:
    """What the image runs, at a port of ours."""
    shown = re.search(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.M)
    assert shown
    words = json.loads(shown[1])
    changed = {"8000": str(port), "0.0.0.0": "127.0.0.1"}  # noqa: S104
    return [sys.executable, "-m", *(changed.get(word, word) for word in words)]


def megabytes_allowed() -> int:
    """What compose gives a web process."""
    web = (ROOT / "compose.yaml").read_text().split("\n  web:\n")[1]
    limit = re.search(r"memory: (\d+)m", web)
    assert limit
    return int(limit[1])


def megabytes_at_most(pid: int) -> float:
    """The most that a process and its children have ever held, added up."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    most = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return (int(most[1]) / 1024 if most else 0) + sum(megabytes_at_most(int(child)) for child in children)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """The port of the proxy, and the web process behind it."""
    folder = tmp_path_factory.mktemp("crowd")
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "RECALIBRATE_VAR_DIR": str(folder),
        "RECALIBRATE_PROXY_COUNT": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }
    copy_migrated(folder / "db.sqlite3")
    for name in ("migrate", "set_up_site"):
        subprocess.run(
            [sys.executable, "manage.py", name], cwd=ROOT, env=variables, check=True, capture_output=True
        )
    port = free_port()
    with (folder / "log").open("wb") as log:
        web = subprocess.Popen(command(port), cwd=ROOT, env=variables, stdout=log, stderr=log)
    try:
        with nginx(folder, port) as front:
            assert ask(front, until=60)
            yield front, web.pid
        assert web.poll() is None, (folder / "log").read_text()[-2000:]
    finally:
        with suppress(ProcessLookupError):
            web.terminate()
        web.wait(timeout=20)


def ask(front: int, *, until: float) -> float | None:
    """The seconds in which a reader got the help page; None if none did within `until` seconds."""
    began = time.monotonic()
    while time.monotonic() - began < until:
        asked = time.monotonic()
        with suppress(OSError):
            url = f"https://127.0.0.1:{front}/help/"
            request = urllib.request.Request(url, headers={"Host": "localhost"})
            with urllib.request.urlopen(request, timeout=10, context=TLS) as answer:
                if answer.status == 200:
                    return time.monotonic() - asked
        time.sleep(0.2)
    return None


def words_of(path: str, kind: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n"
    return f"{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def picture() -> bytes:
    """7070 × 7070 of one colour: small to send, and 150 MB once it is opened."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="picture"; filename="a.jpg"\r\n'
    head += "Content-Type: image/jpeg\r\n\r\n"
    return head.encode() + flat("JPEG") + f"\r\n--{BOUNDARY}--\r\n".encode()


def strangers() -> list[tuple[bytes, bool]]:
    """What each sends, and whether it stops before its last byte and waits."""
    many = "&".join(f"f{number}=x" for number in range(9_000)).encode()
    kinds = [
        (words_of("/write/", f"multipart/form-data; boundary={BOUNDARY}", picture()), False),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + b'a="' + b"\\042" * 16_000 + b"\r\n\r\n", False),
        (words_of("/by-email/", "application/x-www-form-urlencoded", many), False),
        (words_of("/by-email/", "application/x-www-form-urlencoded", b"a" * 4_000)[:200], True),
        (b"GET /search/?q=" + b"a+" * 3_500 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", False),
    ]
    return kinds * EACH


def send(front: int, what: bytes, waits: bool) -> bytes:
    """The first bytes of the answer; nothing where the server hung up or was not answered for 8 seconds."""
    with (
        suppress(OSError),
        socket.create_connection(("127.0.0.1", front), timeout=8) as plain,
        TLS.wrap_socket(plain, server_hostname="localhost") as client,
    ):
        client.sendall(what)
        if waits:
            time.sleep(4)
        return client.recv(12)
    return b""


@pytest.mark.nginx
def test_the_worst_of_many_at_once_leaves_the_site_and_its_memory_as_they_should_be(site: tuple[int, int]):
    front, pid = site
    with ThreadPoolExecutor(max_workers=60) as crowd:
        answers = [crowd.submit(send, front, what, waits) for what, waits in strangers()]
        meanwhile = ask(front, until=30)
        statuses = {answer.result()[9:12] for answer in answers}

    assert meanwhile is not None, "a reader was not answered while they were there"
    assert b"500" not in statuses
    assert statuses & {b"200", b"400", b"413", b"429"}, "none of them got as far as an answer"
    assert ask(front, until=10) is not None
    assert megabytes_at_most(pid) < megabytes_allowed()
