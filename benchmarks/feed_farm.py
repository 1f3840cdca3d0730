"""A farm of feeds on this machine: documents of realistic size in a folder, and a server for them.

Every feed has a host of its own (127.1.0.1, 127.1.0.2 …), since a host is asked for one thing at a time.
The server is a process of its own, so that what it costs is not counted as ours.
"""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

VOCABULARY = """
    ward rota sleep night team doctor nurse rest break handover shift patient breathe walk talk listen
    support learn tired kind mind body pause work hour week hospital staff health service call help people
    when what after before because through with and the of to in a is that we you they our for on it as
"""
WORDS = VOCABULARY.split()
BODY = 2_600  # characters of text and markup in an entry, about


def host(number: int) -> str:
    return f"127.1.{number // 250}.{number % 250 + 1}"


def plant(folder: Path, *, feeds: int, entries: int, edition: int = 0, only: range | None = None) -> None:
    """Write the documents; a later `edition` of one has one more entry at its top."""
    for number in only or range(feeds):
        (folder / f"{number}.xml").write_text(document(number, entries=entries, edition=edition))


def document(number: int, *, entries: int, edition: int = 0) -> str:
    """Two in three are RSS as WordPress writes it, one in three is Atom."""
    shown = [_entry(number, entry) for entry in range(entries + edition, edition, -1)]
    if number % 3 == 2:
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">'
            f"<title>Feed {number}</title><id>urn:feed:{number}</id>"
            f"<updated>2026-11-01T00:00:00Z</updated>{''.join(map(_atom, shown))}</feed>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        f"<channel><title>Feed {number}</title><link>https://{number}.example/</link>"
        "<language>en-GB</language>"
        "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>"
        f"{''.join(map(_rss, shown))}</channel></rss>"
    )


def _entry(number: int, entry: int) -> dict[str, str]:
    chance = random.Random(number * 10_000 + entry)  # the same words at every run
    at = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(hours=entry * 11, minutes=number)
    return {
        "title": _words(chance, 8).capitalize(),
        "url": f"https://{number}.example/{at:%Y/%m}/{entry}-{'-'.join(_words(chance, 4).split())}/",
        "rfc822": f"{at:%a, %d %b %Y %H:%M:%S +0000}",
        "iso": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "id": f"{number}-{entry}",
        "short": _words(chance, 30),
        "html": _html(chance, number),
    }


def _html(chance: random.Random, number: int) -> str:
    parts = [
        '<figure class="wp-block-image size-large"><img decoding="async" '
        f'src="https://{number}.example/a.jpg" '
        f'srcset="https://{number}.example/a-300.jpg 300w" alt="{_words(chance, 5)}" /></figure>'
    ]
    while sum(map(len, parts)) < BODY:
        parts.append(
            f'<p class="wp-block-paragraph">{_words(chance, 45)} <a href="https://{number}.example/'
            f'?utm_source=rss&amp;p={chance.randrange(999)}">{_words(chance, 3)}</a>, '
            f"<strong>{_words(chance, 2)}</strong> &#8217; "
            f"{_words(chance, 20)}&hellip;</p>\n<ul class='wp-block-list'><li>{_words(chance, 9)}</li>"
            f"<li><em>{_words(chance, 6)}</em></li></ul>"
        )
    return "".join(parts)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def _rss(entry: dict[str, str]) -> str:
    return (
        f"<item><title>{entry['title']}</title><link>{entry['url']}?utm_source=rss&amp;utm_medium=rss</link>"
        f"<dc:creator><![CDATA[Ann Example]]></dc:creator><pubDate>{entry['rfc822']}</pubDate>"
        f"<category><![CDATA[Wellbeing]]></category><guid isPermaLink='false'>{entry['id']}</guid>"
        f"<description><![CDATA[<p>{entry['short']}</p>]]></description>"
        f"<content:encoded><![CDATA[{entry['html']}]]></content:encoded></item>"
    )


def _atom(entry: dict[str, str]) -> str:
    html = entry["html"].replace("&", "&amp;").replace("<", "&lt;")
    return (
        f"<entry><title>{entry['title']}</title><link rel='alternate' href='{entry['url']}'/>"
        f"<id>{entry['id']}</id><published>{entry['iso']}</published><updated>{entry['iso']}</updated>"
        f"<author><name>Ann Example</name></author><summary>{entry['short']}</summary>"
        f"<content type='html'>{html}</content></entry>"
    )


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path
    latency: tuple[float, float]

    def do_GET(self) -> None:
        time.sleep(random.uniform(*self.latency))
        body = (self.folder / Path(self.path).name).read_bytes()
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        is_known = self.headers.get("If-None-Match") == etag
        self.send_response(304 if is_known else 200)
        self.send_header("ETag", etag)
        self.send_header("Content-Type", "application/xml; charset=utf-8")
        if not is_known:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if is_known else body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the fetcher says how it went."""


class Farm(ThreadingHTTPServer):
    request_queue_size = 100
    daemon_threads = True


@contextmanager
def serving(folder: Path, *, latency: tuple[float, float] = (0, 0)) -> Iterator[int]:
    """Serve the documents in `folder` on every address of 127/8; gives the port.

    Every answer waits for some time between the two of `latency`, in seconds.
    """
    command = [sys.executable, __file__, str(folder), *map(str, latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101  # for the type checker: it is a pipe
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


if __name__ == "__main__":
    given = {"folder": Path(sys.argv[1]), "latency": (float(sys.argv[2]), float(sys.argv[3]))}
    with Farm(("0.0.0.0", 0), type("Here", (Handler,), given)) as server:  # noqa: S104
        print(server.server_port, flush=True)
        server.serve_forever()
