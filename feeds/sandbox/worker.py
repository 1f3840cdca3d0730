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
from gettext import translation
from pathlib import Path
from typing import Any, BinaryIO

from recalibrate.outbound import errors
from recalibrate.outbound.types import Fetched
from recalibrate.translation import gettext, translate_with

from ..pipeline.page_head import read_page_head as read_page
from ..pipeline.read import read_feed
from .protocol import TOO_MUCH, read_message, serialise, write_message

LOCALE = Path(__file__).parents[2] / "site" / "recalibrate" / "locale"
# Bytes of addresses, libraries included: here a hostile document ends, and not the machine.
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


def speak(language: str) -> None:
    """The site’s language, without starting the site: what is wrong with a document is told in words."""
    words = translation("django", LOCALE, languages=[language], fallback=True)
    translate_with(words.gettext, words.ngettext)


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
        return {"error": "Hostile", "kind": errors.FaultKind.OTHER, "trouble": gettext(TOO_MUCH)}
    except errors.RemoteError as error:
        return {"error": type(error).__name__, "kind": error.kind, "trouble": str(error)}
    except Exception:
        return {"bug": traceback.format_exc()}


if __name__ == "__main__":
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what anything prints must not mix with the answers
    speak(sys.argv[2])
    serve(sys.stdin.buffer, answers, cpu_seconds=int(sys.argv[1]))
