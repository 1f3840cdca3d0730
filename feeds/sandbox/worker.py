"""The process that reads documents, seen from itself: requests come in on stdin, answers go out on stdout.

It limits its own memory, and its time for each document; sandbox.py starts it, and survives it.
"""

import contextlib
import json
import os
import resource
import sys
import traceback
from datetime import datetime
from typing import Any, BinaryIO

from recalibrate.outbound import errors
from recalibrate.outbound.types import Fetched

from ..pipeline.page_head import read_page_head as read_page
from ..pipeline.read import read_feed
from .protocol import TOO_MUCH, read_message, serialise, write_message

MEMORY = 768 * 1024 * 1024


def serve(incoming: BinaryIO, outgoing: BinaryIO, *, cpu_seconds: int) -> None:
    """Answer until the other side closes."""
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    while (header := read_message(incoming)) is not None:
        body = read_message(incoming) or b""
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds)
        write_message(outgoing, json.dumps(_answer(json.loads(header), body)).encode())


def _limit(kind: int, amount: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # a system that has no such limit
        resource.setrlimit(kind, (amount, resource.getrlimit(kind)[1]))


def _answer(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    fetched = Fetched(request["url"], body, request["content_type"], "", "")
    now = datetime.fromisoformat(request["now"])
    try:
        if request.get("kind") == "page":
            return serialise(read_page(fetched, now=now))
        return serialise(read_feed(fetched, now=now, rule=request["rule"]))
    except MemoryError:
        return {"kind": "Hostile", "trouble": TOO_MUCH}
    except errors.RemoteError as error:
        return {"kind": type(error).__name__, "trouble": str(error)}
    except Exception:
        return {"bug": traceback.format_exc()}


if __name__ == "__main__":
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what anything prints must not mix with the answers
    serve(sys.stdin.buffer, answers, cpu_seconds=int(sys.argv[1]))
