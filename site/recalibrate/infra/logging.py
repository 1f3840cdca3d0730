"""What is logged: one JSON object a line, and nothing about people."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from .request_id import current_request_id

FIELDS = ("method", "route", "status")  # that a line may carry beside its words
# A traceback of deep recursion is a thousand frames; the first and telling lines are within this.
LONGEST = 20_000  # characters of one line's words or traceback

# Each begins where nothing of its kind stands before it, and gives back nothing that it took (`++`): else a
# line of 7,000 colons, which a stranger may have logged, holds every reader up for seconds.
_E_MAIL = re.compile(r"(?<![^\s@<>()\"',;:=\[\]])[^\s@<>()\"',;:=\[\]]++@[^\s@<>()\"',;:\[\]]+")
_QUERY = re.compile(r"(?<=[^\s?])\?[^\s\"'<>)\]]+")
_IPV4 = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_COLONS = re.compile(r"(?<![\w:])[0-9a-f:]{3,}+(?![\w:])", re.I)


def without_people(text: str) -> str:
    """The same without e-mail addresses, network addresses and what stands behind a question mark."""
    text = _E_MAIL.sub("(e-mail)", text[:LONGEST])
    text = _QUERY.sub("?…", text)
    return _COLONS.sub(_without_ipv6, _IPV4.sub("(address)", text))


def _without_ipv6(found: re.Match[str]) -> str:
    """Also what is only nearly an address, like one whose end was cut off."""
    groups = found[0].split(":")
    # RFC 4291, 2.2: eight groups of up to four, of which one run of noughts may be “::”.
    is_short = "::" in found[0] and any(groups)
    is_long = 4 <= len(groups) <= 8 and all(1 <= len(group) <= 4 for group in groups)
    return "(address)" if is_short or is_long else found[0]


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
