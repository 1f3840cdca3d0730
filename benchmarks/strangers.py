"""What a stranger can make one request cost, at every address, with the worst input known of each kind.

    python -m benchmarks.strangers [how many to print] [addresses, else all]

Processor time of one request, and memory at its height above the idle process, in a site with some posts.
Addresses come from the resolver and the page tree, so new ones are asked by themselves;
`tests/test_strangers.py` walks the same and keeps the bounds. Nothing may take more than 250 ms or 64 MB.
"""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.cost import cost_of

MOST_SECONDS, MOST_MEMORY = 0.25, 64 * 2**20
LINE = 30_000  # characters of a request's head that reach Django: nginx passes on four lines of 8 KB
QUERIES = {
    "4,000 words": "q=" + "+".join(f"w{n}" for n in range(4_000)),
    "one word again and again": "q=" + "sleep+" * 4_000,
    "one long word": "q=" + "a" * LINE,
    "accents upon accents": "q=" + "%CC%81" * 4_000,
    "quotation marks": "q=" + "%22%27" * 4_000,
    "spaces and hyphens": "q=" + "-+" * 10_000,
    "dangerous words": "q=" + "suicide+" * 3_000,
    "many parameters": "&".join(f"p{n}=1" for n in range(4_000)),
    "one parameter many times": "&".join(["state=fatigue"] * 2_000),
    "a long number": "page=" + "9" * 4_000,
    "NULs": "q=" + "%00" * 8_000 + "&page=%00&state=%00",
}
HEADERS = {
    "many cookies": {"Cookie": "; ".join(f"c{n}=x" for n in range(4_000))},
    "a long cookie": {"Cookie": "sessionid=" + "x" * LINE},
    "quoted cookie": {"Cookie": 'a="' + '\\"' * (LINE // 2)},
    "many kinds": {"Accept": ",".join(["text/html;q=0.1"] * 2_000)},
    "many encodings": {"Accept-Encoding": "gzip;q=0.0," * 2_500},
    "many languages": {"Accept-Language": "en;q=0.1," * 3_000},
    "many entity tags": {"If-None-Match": ",".join(['"x"'] * 7_000)},
    "many quotes": {"If-None-Match": '"' * LINE},
    "many ranges": {"Range": "bytes=" + ",".join(["0-1"] * 7_000)},
    "many proxies": {"X-Forwarded-For": "1.2.3.4," * 3_500},
    "colons": {"X-Forwarded-For": ":" * LINE},
    "a long agent": {"User-Agent": "A. " * (LINE // 3)},
    "many readers": {"User-Agent": "1 subscribers " * 2_000},
    "a long origin": {"Origin": "https://" + "a." * (LINE // 2), "Referer": "https://" + "a/" * (LINE // 2)},
}
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"


def part(name: str, content: bytes, more: str = "") -> bytes:
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + content + b"\r\n"


BODIES: dict[str, tuple[str, bytes]] = {
    "many fields": (FORM, b"&".join(b"f%d=1" % n for n in range(9_900))),
    "one long field": (FORM, b"text=" + b"%F0%9F%92%A9" * 40_000),
    "2 MB": (FORM, b"text=" + b"a" * 2_000_000),
    "one field many times": (FORM, b"&".join([b"email=a%40b.example"] * 9_900)),
    "a long address": (FORM, b"email=" + b"a@" * 200_000),
    "many parts": (PARTS, b"".join(part(f"f{n}", b"1") for n in range(9_900)) + b"--x--\r\n"),
    "many files": (PARTS, part("picture", b"\0" * 300_000, '; filename="a.png"') * 40 + b"--x--\r\n"),
    "a file of 25 MB": (PARTS, part("file", b"\0" * (25 * 2**20), '; filename="a.png"') + b"--x--\r\n"),
    "a part without an end": (PARTS, b"--x\r\nContent-Disposition: form-data; name=" + b"a" * 400_000),
    "half boundaries": (PARTS, part("text", b"\r\n--" * 100_000)),
    "deep JSON": ("application/json", b"[" * 400_000),
}
METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "TRACE")
PATHS = {
    "a deep path": "/" + "a/" * 4_000,
    "a long name": "/" + "a" * 8_000,
    "a long slug": "/posts/" + "a-" * 4_000 + "/",
    "dots": "/" + "../" * 2_500,
    "hyphens in a feed": "/feeds/" + "a/-" * 2_500 + ".rss",
    "a long picture": "/media/images/" + "a" * 300 + ".png",
    "a deep picture": "/media/images/" + "a/" * 4_000,
    "a long document": "/documents/1/" + "a" * 300 + ".pdf",
    "a long file": "/static/" + "a/" * 4_000,
    "a token": "/by-email/confirm/" + "a:" * 4_000 + "/",
    "a long log-in": "/admin/" + "a" * 8_000,
}


@dataclass
class Worst:
    """What one address cost at most: time with the input that took it, memory of all together."""

    address: str
    seconds: float = 0.0
    by: str = ""
    peak: int = 0
    broken: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"| `{self.address[:40]}` | {1000 * self.seconds:.0f} | {self.peak / 2**20:.1f} | {self.by} |"


Request = tuple[str, str, dict[str, Any]]  # what it is, its method, and what else the client is told


def requests() -> Iterator[Request]:
    yield from ((name, "GET", {"QUERY_STRING": query}) for name, query in QUERIES.items())
    yield from ((name, "GET", {"headers": headers}) for name, headers in HEADERS.items())
    yield from ((name, "POST", {"data": body, "content_type": kind}) for name, (kind, body) in BODIES.items())
    yield from ((method, method, {}) for method in METHODS)


def walk(client: Any, addresses: Iterable[str]) -> list[Worst]:
    """Every address with everything, and addresses that no page has."""
    known = [ask_all(client, address, list(requests())) for address in addresses]
    return known + [ask_all(client, path, [(name, "GET", {})]) for name, path in PATHS.items()]


def is_closed(client: Any, address: str) -> bool:
    """Whether nothing but the way to the log-in is answered there, as at most addresses of the admin."""
    return str(client.get(address).get("Location", "")).split("?")[0].endswith("/login/")


def ask_all(client: Any, address: str, asked: list[Request]) -> Worst:
    worst = Worst(address)
    client.get(address)  # what is only made once is not a request's cost

    def work() -> None:
        for name, method, more in asked:
            taken, status = _seconds(client, address, method, more)
            if taken > MOST_SECONDS:  # once more: it may have been noise
                taken = min(taken, _seconds(client, address, method, more)[0])
            if taken > worst.seconds:
                worst.seconds, worst.by = taken, f"{method}, {name}"
            if status >= 500:
                worst.broken.append(f"{method}, {name}: {status}")

    worst.peak = cost_of(work).peak
    return worst


def _seconds(client: Any, address: str, method: str, more: dict[str, Any]) -> tuple[float, int]:
    began = time.process_time()
    response = client.generic(method, address, **more)
    response.close()
    return time.process_time() - began, response.status_code


def pictures() -> list[tuple[str, str, Callable[[], dict[str, Any]]]]:
    """The story form as it is meant, with each small file that costs much to open; made when asked for."""
    from picture_bombs import BOMBS

    return [(name, "POST", partial(_story, make)) for name, make in BOMBS.items()]


def _story(make: Callable[[], bytes]) -> dict[str, Any]:
    from recalibrate.web import anonymous_forms

    said = {"token": anonymous_forms.issue_token("story"), "text": "x", "who_is_in_it": "nobody",
            "may_publish": "on", "picture_says": "x"}  # fmt: skip
    body = b"".join(part(key, value.encode()) for key, value in said.items())
    body += part("picture", make(), '; filename="a"') + b"--x--\r\n"
    return {"data": body, "content_type": PARTS}


def open_addresses(client: Any) -> list[str]:
    """Of the resolver, and of every page that everybody may see; of those that are closed, one for all."""
    from every_address import addresses
    from wagtail.models import Page

    known = dict.fromkeys([*addresses(), *(page.url for page in Page.objects.live() if page.url)])
    return ["/admin/", *(address for address in known if not is_closed(client, address))]


def main(count: int, only: list[str]) -> int:
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    with TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "recalibrate.settings.test", "RECALIBRATE_VAR_DIR": folder,
                       "RECALIBRATE_RATE_LIMITS": "0", "RECALIBRATE_LOG_LEVEL": "CRITICAL"}  # fmt: skip
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client

        logging.disable(logging.CRITICAL)
        call_command("migrate", verbosity=0)
        call_command("load_sample_content", verbosity=0)
        client = Client(raise_request_exception=False)
        found = walk(client, only or open_addresses(client))
        for name, method, make in pictures():
            found.append(ask_all(client, "/write/", [(name, method, make())]))
    return show(found, count)


def show(found: list[Worst], count: int) -> int:
    print(f"{len(found)} addresses. The dearest:\n")
    print("| address | ms | MB | the input that took most |\n| --- | --- | --- | --- |")
    for worst in sorted(found, key=lambda one: max(one.seconds * 256, one.peak / 2**20))[: -count - 1 : -1]:
        print(worst)
    over = [one for one in found if one.seconds > MOST_SECONDS or one.peak > MOST_MEMORY or one.broken]
    for one in over:
        print("OVER", one, *one.broken)
    return bool(over)


if __name__ == "__main__":
    sys.exit(main(int([*sys.argv[1:], "20"][0]), sys.argv[2:]))
