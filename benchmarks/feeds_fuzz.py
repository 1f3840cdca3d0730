"""Documents that chance has damaged, read the way a refresh reads them; nothing but FeedError may come of it.

    python -m benchmarks.feeds_fuzz [documents] [seed]

Each is one of tests/documents, or one that is hostile on purpose, with up to twelve wounds: bits turned,
parts cut out, doubled, swapped or taken from another document, and marks put where they hurt. Exits non-zero
if one is met by anything but items or a FeedError, or takes longer to read than a source may.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LONGEST = 10.0  # seconds
TYPES = ("application/rss+xml", "text/xml; charset=utf-16", "application/json", "text/html; charset=nope", "")
MARKS = (
    *(
        b"<",
        b">",
        b"&",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"&#xD800;",
        b"&#0;",
    ),
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"<?xml version='1.0' encoding='utf-7'?>"),
    *(
        b"</item>",
        b"<item>",
        b"<entry/>",
        b"{",
        b"]",
        b'"',
        b"\\ud800",
        b"9" * 400,
        b"<a " * 90,
        b"\xe2\x80\xae",
    ),
)


def main(documents: int, seed: int) -> int:
    from feeds.sandbox import pool
    from recalibrate.outbound.errors import RemoteError
    from recalibrate.outbound.types import Fetched

    chance = random.Random(seed)
    corpus = [path.read_bytes() for path in sorted((TESTS / "documents").iterdir()) if path.is_file()]
    corpus += hostile()
    met: Counter[str] = Counter()
    slowest = 0.0
    for number in range(documents):
        body = damaged(chance, corpus)
        started = time.monotonic()
        try:
            answer = Fetched("https://a.example/feed", body, chance.choice(TYPES), "", "")
            pool.read_feed_in_sandbox(answer, now=NOW)
            met["read"] += 1
        except RemoteError as error:
            met[type(error).__name__] += 1
        except Exception as bug:
            met["bugs"] += 1
            print(f"Document {number} of seed {seed}: {bug}")
        slowest = max(slowest, time.monotonic() - started)
    pool.close()
    told = ", ".join(f"{count} {name}" for name, count in met.most_common())
    print(f"{documents} documents: {told}; the slowest took {slowest:.1f} s")
    return int(met["bugs"] > 0 or slowest > LONGEST)


def hostile() -> list[bytes]:
    sys.path.insert(0, str(TESTS))
    from hostile_documents import HOSTILE

    return [document for document in HOSTILE.values() if len(document) < 300_000]


def damaged(chance: random.Random, corpus: list[bytes]) -> bytes:
    body = chance.choice(corpus)
    for _ in range(chance.randint(1, 12)):
        body = chance.choice(WOUNDS)(chance, body, corpus)
    return body


def _cut(chance: random.Random, body: bytes, corpus: list[bytes]) -> bytes:
    start, end = _part(chance, body)
    return body[:start] + body[end:]


def _end(chance: random.Random, body: bytes, corpus: list[bytes]) -> bytes:
    return body[: chance.randint(0, len(body))]


def _double(chance: random.Random, body: bytes, corpus: list[bytes]) -> bytes:
    start, end = _part(chance, body)
    return body[:end] + body[start:end] * chance.randint(1, 5) + body[end:]


def _turn(chance: random.Random, body: bytes, corpus: list[bytes]) -> bytes:
    turned = bytearray(body)
    for _ in range(min(len(turned), 8)):
        turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
    return bytes(turned)


def _mark(chance: random.Random, body: bytes, corpus: list[bytes]) -> bytes:
    place = chance.randint(0, len(body))
    return body[:place] + chance.choice(MARKS) + body[place:]


def _borrow(chance: random.Random, body: bytes, corpus: list[bytes]) -> bytes:
    place, other = chance.randint(0, len(body)), chance.choice(corpus)
    start, end = _part(chance, other)
    return body[:place] + other[start:end] + body[place:]


def _part(chance: random.Random, body: bytes) -> tuple[int, int]:
    start = chance.randint(0, len(body))
    return start, min(len(body), start + chance.randint(0, 2_000))


WOUNDS: tuple[Callable[[random.Random, bytes, list[bytes]], bytes], ...]
WOUNDS = (_cut, _end, _double, _turn, _mark, _mark, _mark, _borrow)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [500, 1][len(numbers) :])))
