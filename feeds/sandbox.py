"""Reading a document in a process of its own, which may use only so much time and memory.

Some documents are built to exhaust whoever parses them. The guards of the pipeline stop the ways that are
known; this stops the others. Starting a process costs a quarter of a second, so one is kept warm.
Run as a module, this file is that process: requests come in on stdin, answers go out on stdout.
"""

import atexit
import contextlib
import json
import os
import resource
import select
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from .pipeline import errors
from .pipeline.read import read as read_here
from .pipeline.types import Fetched, IdentityRule, ItemData, Reading

CPU_SECONDS = 10
WALL_SECONDS = 30.0
MEMORY = 768 * 1024 * 1024
AT_ONCE = 2
PATIENCE = 5.0  # seconds to wait for the first process before a second one is started
DOCUMENTS_EACH = 500  # then a fresh process, whatever the old one may have kept
TOO_MUCH = "The document takes more time or memory to read than a feed has any reason to."

READING = tuple(one.name for one in fields(Reading))
ITEM = tuple(one.name for one in fields(ItemData))
MOMENT, LIST = ITEM.index("published_at"), ITEM.index("categories")

_LENGTH = struct.Struct(">Q")


class ReadingFailedError(Exception):
    """A bug of ours, met in the other process; its traceback is the message."""


def read(fetched: Fetched, *, now: datetime, rule: IdentityRule = "guid") -> Reading:
    """The items of a document; raises ParseError for what is no feed, or costs too much to read."""
    request = {
        "url": fetched.url,
        "content_type": fetched.content_type,
        "now": now.isoformat(),
        "rule": rule,
    }
    with _readers.lent() as reader:
        answer = reader.ask(request, fetched.body)
    if "trouble" in answer:
        kind = errors.Hostile if answer["kind"] == "Hostile" else errors.ParseError
        raise kind(answer["trouble"])
    if "bug" in answer:
        raise ReadingFailedError(answer["bug"])
    return _reading(answer)


class Reader:
    """The other process, seen from this one."""

    def __init__(self, *, cpu_seconds: int = CPU_SECONDS, wall_seconds: float = WALL_SECONDS) -> None:
        self.wall_seconds = wall_seconds
        self.documents = 0
        self.owner = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603  # ourselves
            [sys.executable, "-m", __name__, str(cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[1],
            env={"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        )

    def ask(self, request: dict[str, Any], body: bytes) -> dict[str, Any]:
        """Its answer; raises Hostile, and ends the process, if there is none in time."""
        self.documents += 1
        try:
            _send(self._stdin, json.dumps(request).encode())
            _send(self._stdin, body)
            return dict(json.loads(self._receive()))
        except (OSError, EOFError) as error:
            self.close()
            raise errors.Hostile(TOO_MUCH) from error

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
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size, ends_at))
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


class Readers:
    """One warm process, and a second one while a document keeps the first for long."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._idle: list[Reader] = []
        self._busy = 0

    @contextlib.contextmanager
    def lent(self) -> Iterator[Reader]:
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

    def _take(self) -> Reader:
        waits_until = time.monotonic() + PATIENCE
        with self._changed:
            while not self._may_take(waits_until):
                self._changed.wait(max(0.05, waits_until - time.monotonic()))
            self._busy += 1
            while self._idle:
                if (reader := self._idle.pop()).is_usable:
                    return reader
                reader.close()
        return Reader()

    def _may_take(self, waits_until: float) -> bool:
        is_patient = time.monotonic() < waits_until
        return bool(self._idle) or self._busy < (1 if is_patient else AT_ONCE)

    def pids(self) -> list[int]:
        return [reader.process.pid for reader in self._idle]

    def close(self) -> None:
        with self._changed:
            while self._idle:
                self._idle.pop().close()


_readers = Readers()
pids = _readers.pids  # for whoever measures what they cost
close = atexit.register(_readers.close)


def warm_up() -> None:
    """Start the other process now, so that the first document does not wait for it."""
    with _readers.lent():
        pass


def _reading(answer: dict[str, Any]) -> Reading:
    seconds = answer["refresh_after"]
    return Reading(
        **{
            **answer,
            "items": tuple(map(_item, answer["items"])),
            "refresh_after": None if seconds is None else timedelta(seconds=seconds),
            "skip_hours": tuple(answer["skip_hours"]),
            "remarks": tuple(answer["remarks"]),
        }
    )


def _item(values: list[Any]) -> ItemData:
    values[MOMENT] = datetime.fromisoformat(values[MOMENT]) if values[MOMENT] else None
    values[LIST] = tuple(values[LIST])
    return ItemData(*values)


# The other process, seen from itself.


def serve(incoming: BinaryIO, outgoing: BinaryIO, *, cpu_seconds: int) -> None:
    """Answer until the other side closes."""
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    while (header := _read_message(incoming)) is not None:
        body = _read_message(incoming) or b""
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds)
        _send(outgoing, json.dumps(_answer(json.loads(header), body)).encode())


def _limit(kind: int, amount: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # a system that has no such limit
        resource.setrlimit(kind, (amount, resource.getrlimit(kind)[1]))


def _answer(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    fetched = Fetched(request["url"], body, request["content_type"], "", "")
    try:
        reading = read_here(fetched, now=datetime.fromisoformat(request["now"]), rule=request["rule"])
    except MemoryError:
        return {"kind": "Hostile", "trouble": TOO_MUCH}
    except errors.FeedError as error:
        return {"kind": type(error).__name__, "trouble": str(error)}
    except Exception:
        return {"bug": traceback.format_exc()}
    wait = reading.refresh_after
    return {
        **{name: getattr(reading, name) for name in READING},
        "items": [_values(item) for item in reading.items],
        "refresh_after": wait.total_seconds() if wait else None,
    }


def _values(item: ItemData) -> list[Any]:
    """Without names, which would be half of what travels."""
    values = [getattr(item, name) for name in ITEM]
    published_at = values[MOMENT]
    values[MOMENT] = published_at.isoformat() if published_at else None
    return values


def _send(pipe: BinaryIO, message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _read_message(pipe: BinaryIO) -> bytes | None:
    head = pipe.read(_LENGTH.size)
    return pipe.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else None


if __name__ == "__main__":
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what anything prints must not mix with the answers
    serve(sys.stdin.buffer, answers, cpu_seconds=int(sys.argv[1]))
