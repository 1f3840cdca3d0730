"""The disk of a running site is filled to its last byte, and emptied again; nothing may be lost or half done.

    sudo python -m benchmarks.disk_full [megabytes]

A tmpfs of its own (so this needs root) holds database, media and backups of the sample site as `manage.py
start` runs it. Prints what readers, an editor, the refresh, the backup and those who watch were told while it
was full, and whether all went well once there was room. Exits non-zero if not.
"""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import requests
from PIL import Image

from benchmarks import feed_farm
from benchmarks.serving import ROOT, environment
from benchmarks.started_site import started

KNOWN, MADE = "/", ("/posts/", "/states/", "/guardian/", "/help/", "/search/?q=sleep")
FULL_WORDS = "disk is full"
LARGE = 400_000  # bytes, of what is uploaded; it waits beside the documents until its form is filled in
SOURCE = """
from feeds.models import Source
Source.objects.create(name="Farm", slug="farm", site_url="https://farm.example/", feed_url="http://{}/0.xml",
                      is_paused=True)
"""


class Told:
    """What went as promised and what did not, a line each."""

    def __init__(self) -> None:
        self.broken = 0

    def line(self, what: str, holds: bool, words: object = "") -> None:
        self.broken += not holds
        print(f"  {'as promised' if holds else 'BROKEN':12}{what}: {words}", flush=True)


def main(megabytes: int) -> int:
    told = Told()
    with TemporaryDirectory() as name, feed_farm.serving(Path(name)) as farm:
        folder = Path(name)
        feed_farm.plant(folder, feeds=1, entries=20)
        with mounted(folder / "var", megabytes):
            host = f"{feed_farm.host(0)}:{farm}"
            with started(
                folder, RECALIBRATE_FEEDS_ALLOWED_ADDRESSES=host, RECALIBRATE_LOG_LEVEL="ERROR"
            ) as port:
                manage(folder, "shell", "-v0", "-c", SOURCE.format(host), host=host)
                try_everything(Site(folder, port, host), told)
    return int(told.broken > 0)


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[None]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


class Site:
    """The running site, with an editor who has signed in."""

    def __init__(self, folder: Path, port: int, host: str) -> None:
        self.folder, self.var, self.host = folder, folder / "var", host
        self.url = f"http://127.0.0.1:{port}"
        self.editor = requests.Session()
        words = Path(self.var, "sample-log-ins.txt").read_text().split()
        answer = self.send("/admin/login/", {"username": words[0], "password": words[1]})
        if "/login/" in answer.url:
            sys.exit("The sample log-in was refused.")

    def get(self, path: str) -> requests.Response:
        return requests.get(self.url + path, timeout=60)

    def send(self, path: str, fields: dict[str, str], **files: object) -> requests.Response:
        form = self.editor.get(self.url + path, timeout=60)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.text)
        data = {"csrfmiddlewaretoken": token.group(1) if token else "", **fields}
        headers = {"Referer": self.url}
        return self.editor.post(self.url + path, data=data, files=files or None, headers=headers, timeout=60)  # type: ignore[arg-type]

    def save(self, name: str) -> requests.Response:
        """A collection, the plainest of forms that make a row."""
        return self.send("/admin/collections/add/", {"name": name, "parent": "1"})

    def upload(self, title: str) -> requests.Response:
        file = (f"{title}.txt", b"Rest is not a reward.\n" * 20_000, "text/plain")
        return self.send(
            "/admin/documents/multiple/add/", {"title": title, "collection": ""}, **{"files[]": file}
        )

    def picture(self) -> requests.Response:
        content = BytesIO()
        Image.effect_noise((900, 900), 90).save(content, "PNG")
        return self.send(
            "/admin/images/multiple/add/",
            {"title": "Noise"},
            **{"files[]": ("noise.png", content.getvalue(), "image/png")},
        )

    def media(self) -> dict[str, int]:
        return {str(path): path.stat().st_size for path in (self.var / "media").rglob("*") if path.is_file()}

    def rows(self) -> str:
        code = (
            "from wagtail.models import Collection; from feeds.models import Item; "
            "from recalibrate.core.models import SiteDocument, SiteImage; "
            "names = [Collection.objects.filter(name=name).count() for name in ('Afterwards', 'Before')]; "
            "print(*names, *(model.objects.count() for model in (SiteDocument, SiteImage, Item)))"
        )
        return self.manage("shell", "-v0", "-c", code)[1].strip()

    def manage(self, *command: str) -> tuple[int, str]:
        return manage(self.folder, *command, host=self.host)

    def empty_log(self) -> None:
        """What still fits in SQLite's log beside the database is kept, however full the disk is."""
        with closing(sqlite3.connect(self.var / "recalibrate.sqlite3")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def fill(self) -> None:
        """To the last byte. What frees some in between is taken, too."""
        with suppress(OSError), Path(self.var, "filler").open("ab", buffering=0) as filler:
            for size in (2**20, 2**12, 1):
                with suppress(OSError):
                    while filler.write(b"x" * size):
                        pass

    def empty(self) -> None:
        Path(self.var, "filler").unlink()


def manage(folder: Path, *command: str, host: str) -> tuple[int, str]:
    env = environment(folder) | {
        "RECALIBRATE_FEEDS_ALLOWED_ADDRESSES": host,
        "RECALIBRATE_LOG_LEVEL": "CRITICAL",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=env,
        text=True,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def try_everything(site: Site, told: Told) -> None:
    answer = site.save("Before")
    told.line("saved while there is room", answer.ok, answer.status_code)
    site.get(KNOWN)
    files, rows = site.media(), site.rows()
    print("full")
    site.empty_log()
    site.fill()
    readers_read(site, told)
    nothing_is_saved(site, told)
    commands_say_so(site, told)
    watchers_are_told(site, told)
    lost = {path for path, size in files.items() if site.media().get(path) != size}
    told.line("no file lost, changed or left half", not lost and site.media().keys() <= files.keys(),
              f"{len(lost)} lost, {sorted(site.media().keys() - files.keys())} left")  # fmt: skip
    site.empty()
    told.line("rows as they were", site.rows() == rows, f"{rows} before, {site.rows()} now")
    print("room again")
    all_goes_on(site, told)


def readers_read(site: Site, told: Told) -> None:
    for path in (KNOWN, *MADE):
        answer = site.get(path)
        told.line(f"a reader of {path}", answer.status_code == 200, answer.status_code)


def nothing_is_saved(site: Site, told: Told) -> None:
    for what, act in (
        ("a save", lambda: site.save("Afterwards")),
        ("a document", lambda: site.upload("Full")),
        ("a picture", site.picture),
    ):
        site.fill()
        answer = act()
        told.line(what, FULL_WORDS in answer.text, f"{answer.status_code} {heading(answer.text)}")


def heading(text: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.S)
    return " ".join(found.group(1).split())[:80] if found else text[:80]


def commands_say_so(site: Site, told: Told) -> None:
    for command in (("refresh_feeds", "farm"), ("backup", "--to", str(site.var / "backups"))):
        site.fill()
        code, words = site.manage(*command)
        last = words.strip().splitlines()[-1] if words.strip() else ""
        told.line(
            command[0], code != 0 and FULL_WORDS in words and "Traceback" not in words, f"{code} {last}"
        )
    left = [path.name for path in (site.var / "backups").glob("*") if path.name != ".lock"]
    told.line("no half backup", not left, left)


def watchers_are_told(site: Site, told: Told) -> None:
    site.fill()
    ready = site.get("/readyz")
    told.line("/readyz", ready.json()["checks"].get("disk") == "failed", ready.text[:200])
    page = site.editor.get(site.url + "/admin/condition/", timeout=60)
    told.line("Is everything all right?", "The disk is nearly full" in page.text, page.status_code)


def all_goes_on(site: Site, told: Told) -> None:
    ready = site.get("/readyz").json()["checks"].get("disk")
    told.line("/readyz", ready == "ok", ready)
    answer = site.save("Afterwards")
    told.line("a save", answer.ok, answer.status_code)
    for what, act in (("a document", lambda: site.upload("Room")), ("a picture", site.picture)):
        before = site.media()
        answer = act()
        new = [size for path, size in site.media().items() if path not in before]
        told.line(what, answer.ok and max(new, default=0) >= LARGE, f"{answer.status_code}, {new} bytes new")
    code, words = site.manage("refresh_feeds", "farm")
    told.line("refresh_feeds", code == 0 and "20 new" in words, code)
    code, words = site.manage("backup", "--to", str(site.var / "backups"))
    told.line("backup", code == 0 and site.manage("backup", "--check", words.split()[-1])[0] == 0, code)
    told.line("rows", (rows := site.rows()).startswith("1 1 ") and rows.endswith(" 120"), rows)


if __name__ == "__main__":
    sys.exit(main(int((sys.argv[1:] or ["96"])[0])))
