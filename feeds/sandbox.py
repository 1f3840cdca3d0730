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
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from .pipeline import errors
from .pipeline.read import read as read_here
from .pipeline.types import Fetched, ItemData, Reading

CPU_SECONDS = 10
WALL_SECONDS = 30.0
MEMORY = 768 * 1024 * 1024
DOCUMENTS_EACH = 500  # then a fresh process, whatever the old one may have kept
TOO_MUCH = "The document takes more time or memory to read than a feed has any reason to."

_LENGTH = struct.Struct(">Q")


class ReadingFailedError(Exception):
    """A bug of ours, met in the other process; its traceback is the message."""


def read(fetched: Fetched, *, now: datetime) -> Reading:
    """The items of a document; raises ParseError for what is no feed, or costs too much to read."""
    request = {"url": fetched.url, "content_type": fetched.content_type, "now": now.isoformat()}
    with _lock:
        answer = _reader().ask(request, fetched.body)
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
            stderr=subprocess.DEVNULL,
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


_lock = threading.Lock()
_warm: list[Reader] = []


def _reader() -> Reader:
    if _warm and not _warm[0].is_usable:
        _warm.pop().close()
    if not _warm:
        _warm.append(Reader())
    return _warm[0]


@atexit.register
def close() -> None:
    """End the other process, if there is one."""
    while _warm:
        _warm.pop().close()


def _reading(answer: dict[str, Any]) -> Reading:
    seconds = answer["refresh_after"]
    return Reading(
        items=tuple(_item(item) for item in answer["items"]),
        refresh_after=None if seconds is None else timedelta(seconds=seconds),
        remarks=tuple(answer["remarks"]),
    )


def _item(fields: dict[str, Any]) -> ItemData:
    published_at = fields["published_at"]
    return ItemData(
        **{**fields, "published_at": datetime.fromisoformat(published_at) if published_at else None}
    )


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
        reading = read_here(fetched, now=datetime.fromisoformat(request["now"]))
    except MemoryError:
        return {"kind": "Hostile", "trouble": TOO_MUCH}
    except errors.FeedError as error:
        return {"kind": type(error).__name__, "trouble": str(error)}
    except Exception:
        return {"bug": traceback.format_exc()}
    wait = reading.refresh_after
    return {
        "items": [_fields(item) for item in reading.items],
        "refresh_after": wait.total_seconds() if wait else None,
        "remarks": reading.remarks,
    }


def _fields(item: ItemData) -> dict[str, Any]:
    published_at = item.published_at
    return {**asdict(item), "published_at": published_at.isoformat() if published_at else None}


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
