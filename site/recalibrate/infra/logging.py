"""What is logged: one JSON object a line, and nothing about people."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from .request_id import current_request_id

FIELDS = ("method", "route", "status")  # that a line may carry beside its words
LONGEST = 20_000  # characters of one line's words or traceback

_E_MAIL = re.compile(r"[^\s@<>()\"',;:=\[\]]+@[^\s@<>()\"',;:\[\]]+")
_QUERY = re.compile(r"(?<=[^\s?])\?[^\s\"'<>)\]]+")
_IPV4 = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_IPV6 = re.compile(
    r"(?<![\w:.])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])[0-9a-f:]*::[0-9a-f:]+(?![\w:])",
    re.I,
)


def without_people(text: str) -> str:
    """The same without e-mail addresses, network addresses and what stands behind a question mark."""
    text = _E_MAIL.sub("(e-mail)", text[:LONGEST])
    text = _QUERY.sub("?…", text)
    return _IPV6.sub("(address)", _IPV4.sub("(address)", text))


def without_path(record: logging.LogRecord) -> str:
    """Django names the path of a request that failed, which may hold a token: here its route stands."""
    words, request = record.getMessage(), getattr(record, "request", None)
    path = getattr(request, "path", "")
    if len(path) < 2:
        return words
    match = getattr(request, "resolver_match", None)
    return words.replace(path, match.route if match else "(no route)")


class PlainLines(logging.Formatter):
    """For people who read along."""

    def format(self, record: logging.LogRecord) -> str:
        return without_people(super().format(record))


class JsonLines(logging.Formatter):
    """For machines: time, level, logger, words, the request's id, and the traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_people(without_path(record)),
        }
        if request_id := current_request_id():
            line["request_id"] = request_id
        line |= {name: record.__dict__[name] for name in FIELDS if name in record.__dict__}
        if record.exc_info:
            line["traceback"] = without_people(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
