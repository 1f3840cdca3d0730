"""Reading a document in a process of its own, which may use only so much time and memory.

Some documents are built to exhaust the process that parses them. The guards of the pipeline stop the ways that are
known; this stops the others. Starting a process costs a quarter of a second, so one is kept warm.
sandboxed.py is that process.
"""

import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import to_locale

from recalibrate.outbound.errors import FaultKind
from recalibrate.outbound.types import Fetched
from recalibrate.translation import gettext

from ..pipeline import parse_errors as errors
from ..pipeline.types import IdentityRule, ReadDocument
from .protocol import LENGTH, TOO_MUCH, deserialise, write_message

ROOT = Path(__file__).parents[2]
PACKAGES = os.pathsep.join((str(ROOT), str(ROOT / "site")))  # where ours are; it inherits nothing
CPU_SECONDS = 10  # the slowest of 20,000 fuzzed documents took 0.2 (docs/performance.md)
WALL_SECONDS = 30.0  # a machine that is three times as busy as it has processors
AT_ONCE = 2  # processes: each may take the memory that worker.py allows
PATIENCE = 5.0  # seconds to wait for the first process before a second one is started
ERRORS = {one.__name__: one for one in (errors.ParseError, errors.NoFeed, errors.Hostile)}
DOCUMENTS_EACH = 500  # then a fresh process, whatever the old one may have kept


class ReadingFailedError(Exception):
    """A bug of ours, met in the other process; its traceback is the message."""


def read_feed_in_sandbox(fetched: Fetched, *, now: datetime, rule: IdentityRule = "guid") -> ReadDocument:
    """The items of a document; raises ParseError for what is no feed, or costs too much to read."""
    return _read(fetched, kind="feed", now=now, rule=rule)


def read_page_in_sandbox(fetched: Fetched, *, now: datetime) -> ReadDocument:
    """A web page as the one item that it is; raises ParseError for what is no page."""
    return _read(fetched, kind="page", now=now, rule="address")


def _read(fetched: Fetched, *, kind: str, now: datetime, rule: IdentityRule) -> ReadDocument:
    request = {
        "kind": kind,
        "url": fetched.url,
        "content_type": fetched.content_type,
        "now": now.isoformat(),
        "rule": rule,
    }
    with _readers.lent() as reader:
        answer = reader.ask(request, fetched.body)
    if "trouble" in answer:
        raise ERRORS.get(answer["error"], errors.ParseError)(
            answer["trouble"], kind=FaultKind(answer["kind"])
        )
    if "bug" in answer:
        raise ReadingFailedError(answer["bug"])
    return deserialise(answer)


class SandboxProcess:
    """The other process, seen from this one."""

    def __init__(self, *, cpu_seconds: int = CPU_SECONDS, wall_seconds: float = WALL_SECONDS) -> None:
        self.wall_seconds = wall_seconds
        self.documents = 0
        self.owner = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603  # ourselves
            [
                sys.executable,
                "-m",
                "feeds.sandbox.worker",
                str(cpu_seconds),
                to_locale(settings.LANGUAGE_CODE),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": PACKAGES},
        )

    def ask(self, request: dict[str, Any], body: bytes) -> dict[str, Any]:
        """Its answer; raises Hostile, and ends the process, if there is none in time."""
        self.documents += 1
        try:
            write_message(self._stdin, json.dumps(request).encode())
            write_message(self._stdin, body)
            return dict(json.loads(self._receive()))
        except (OSError, EOFError) as error:
            self.close()
            raise errors.Hostile(gettext(TOO_MUCH)) from error

    @property
    def is_usable(self) -> bool:
        """Ours, alive, and not worn out; after a fork the pipes would be shared with the parent."""
        is_ours = self.owner == os.getpid() and self.process.poll() is None
        return is_ours and self.documents < DOCUMENTS_EACH

    @property
    def _stdin(self) -> BinaryIO:
        assert self.process.stdin is not None  # noqa: S101  # for the type checker: both are pipes
        return self.process.stdin  # type: ignore[return-value]

    def _receive(self) -> bytes:
        ends_at = time.monotonic() + self.wall_seconds
        (length,) = LENGTH.unpack(self._exactly(LENGTH.size, ends_at))
        return self._exactly(length, ends_at)

    def _exactly(self, size: int, ends_at: float) -> bytes:
        assert self.process.stdout is not None  # noqa: S101
        pipe, parts = self.process.stdout.fileno(), bytearray()
        while len(parts) < size:
            ready, _, _ = select.select([pipe], [], [], max(0.0, ends_at - time.monotonic()))
            part = os.read(pipe, min(size - len(parts), 1 << 20)) if ready else b""
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)

    def close(self) -> None:
        if self.owner == os.getpid():
            self.process.kill()
        else:
            self.process.returncode = 0  # the parent's to wait for
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self.process.wait()


class SandboxPool:
    """One warm process, and a second one while a document keeps the first for long."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._idle: list[SandboxProcess] = []
        self._busy = 0

    @contextlib.contextmanager
    def lent(self) -> Iterator[SandboxProcess]:
        """A reader for one document. One that did not survive it, or is worn out, is not lent again."""
        reader = self._take()
        try:
            yield reader
        finally:
            with self._changed:
                self._busy -= 1
                if reader.is_usable:
                    self._idle.append(reader)
                else:
                    reader.close()
                self._changed.notify()

    def _take(self) -> SandboxProcess:
        waits_until = time.monotonic() + PATIENCE
        with self._changed:
            while not self._may_take(waits_until):
                self._changed.wait(max(0.05, waits_until - time.monotonic()))
            self._busy += 1
            while self._idle:
                if (reader := self._idle.pop()).is_usable:
                    return reader
                reader.close()
        return SandboxProcess()

    def _may_take(self, waits_until: float) -> bool:
        is_patient = time.monotonic() < waits_until
        return bool(self._idle) or self._busy < (1 if is_patient else AT_ONCE)

    def pids(self) -> list[int]:
        return [reader.process.pid for reader in self._idle]

    def close(self) -> None:
        with self._changed:
            while self._idle:
                self._idle.pop().close()


_readers = SandboxPool()
pids = _readers.pids  # for benchmarks that measure what they cost
close = atexit.register(_readers.close)


def warm_up() -> None:
    """Start the other process now, so that the first document does not wait for it."""
    with _readers.lent():
        pass
