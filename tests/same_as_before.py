"""Whether a change of the house left what readers get as it was: every public answer, byte for byte.

    python tests/same_as_before.py record http://localhost:8000 before/     on the commit before (`make run`)
    python tests/same_as_before.py record http://localhost:8000 after/      on the commit after
    python tests/same_as_before.py compare before/ after/

It follows every link and every address of the feeds, the sitemap and the calendar that lies on the same site.
What differs from start to start is levelled first: names of static files, tokens of forms, days and hours.
Development only: the two sites are started by hand, and sample content is dated from the day it is loaded, so
both are recorded on one day.
"""

import difflib
import hashlib
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

START = ("/", "/sitemap.xml", "/feeds/", "/dates/", "/robots.txt", "/manifest.webmanifest", "/nothing-here/")
LINK = re.compile(rb"""(?:href|src|xmlUrl|url)=["']([^"'\s]+)["']|<(?:loc|link|id)>([^<\s]+)<""")
PASSED_OVER = ("/admin/", "/static/", "/media/", "/documents/", "/healthz", "/readyz")
VARIES = (
    (rb"/static/([\w/.-]+?)\.[0-9a-f]{12}\.", rb"/static/\1."),
    (rb"\?v=[0-9a-f]+", b"?v="),
    (rb'name="token" value="[^"]*"', b'name="token"'),
    (rb"\d{2}:\d{2}(:\d{2})?([+Z]\S*)?", b"hour"),
    (rb"<(?:last)?[bB]uild(?:Date)?>[^<]*<", b"<"),
)
MOST = 20_000  # addresses: what goes on for ever is a fault of the site


def record(base: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    waiting, seen = [base + path for path in START], set[str]()
    while waiting and len(seen) < MOST:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        status, kind, body = answer(address)
        told = f"{address.removeprefix(base)}\n{status} {kind}\n\n".encode() + levelled(body, base)
        name = hashlib.sha256(address.removeprefix(base).encode()).hexdigest()[:16]
        (folder / name).write_bytes(told)
        waiting += [found for found in links(body, address) if is_ours(found, base) and found not in seen]
    print(f"{len(seen)} addresses in {folder}")


def answer(address: str) -> tuple[int, str, bytes]:
    request = urllib.request.Request(address, headers={"User-Agent": "same-as-before"})
    try:
        with urllib.request.urlopen(request, timeout=60) as told:
            return told.status, told.headers.get("Content-Type", ""), told.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Content-Type", ""), error.read()


def links(body: bytes, address: str) -> list[str]:
    found = (one or other for one, other in LINK.findall(body))
    return [
        urldefrag(urljoin(address, link.decode(errors="replace").replace("&amp;", "&")))[0] for link in found
    ]


def is_ours(address: str, base: str) -> bool:
    parts = urlsplit(address)
    return address.startswith(f"{base}/") and not parts.path.startswith(PASSED_OVER)


def levelled(body: bytes, base: str) -> bytes:
    body = body.replace(base.encode(), b"http://site.example")
    for pattern, plain in VARIES:
        body = re.sub(pattern, plain, body)
    return body


def compare(before: Path, after: Path) -> None:
    """Prints the addresses that came, went and changed, with the first lines of each change."""
    one, other = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in (before, after))
    for name in sorted(one.keys() ^ other.keys()):
        told = one.get(name) or other[name]
        print("gone" if name in one else "new", told.split(b"\n")[0].decode())
    changed = [name for name in sorted(one.keys() & other.keys()) if one[name] != other[name]]
    for name in changed:
        lines = (text[name].decode(errors="replace").splitlines() for text in (one, other))
        difference = [line[:160] for line in difflib.unified_diff(*lines, lineterm="", n=0)][3:9]
        print(one[name].split(b"\n")[0].decode(), *difference, sep="\n    ")
    print(f"{len(one.keys() & other.keys()) - len(changed)} the same, {len(changed)} changed")


if __name__ == "__main__":
    if sys.argv[1] == "record":
        record(sys.argv[2].rstrip("/"), Path(sys.argv[3]))
    else:
        compare(Path(sys.argv[2]), Path(sys.argv[3]))
