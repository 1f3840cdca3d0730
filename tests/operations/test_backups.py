"""A backup restores the site as it was, into an empty place; a damaged one touches nothing."""

import json
import signal
import sqlite3
import subprocess
import time
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from scratch_database import environment, run, scratch_database, start

from recalibrate.operations.backups import make, media
from recalibrate.operations.backups.errors import BackupError
from recalibrate.operations.backups.make import is_due
from recalibrate.operations.backups.manifest import Manifest
from recalibrate.operations.backups.rotation import Keep, moments_to_keep
from recalibrate.operations.backups.verify import fits_here
from recalibrate.operations.models import Backup

MODULE = "recalibrate.settings.dev"
FINGERPRINT = """
import hashlib
from django.db import connection
def fingerprint():
    told = hashlib.sha256()
    tables = sorted(set(connection.introspection.table_names()) - {"operations_backup"})
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            told.update(repr((table, sorted(map(repr, cursor.fetchall())))).encode())
    from django.core.files.storage import default_storage as storage
    from recalibrate.operations.backups.media import every_file
    for name in every_file(storage):
        told.update(name.encode() + storage.open(name).read())
    return told.hexdigest()
"""
MAKE = """
from pathlib import Path
from recalibrate.operations.backups import make_backup
folder = make_backup(Path({to!r}))
print(folder, fingerprint())
"""
RESTORE = """
from pathlib import Path
from recalibrate.operations.backups import restore
from recalibrate.operations.backups.errors import BackupError
folder = Path({folder!r})
def tries(**options):
    try:
        restore(folder, **options)
    except BackupError as error:
        return str(error)
    return "restored"
def damage(name):
    path = folder / name
    whole = path.read_bytes()
    path.write_bytes(whole[:500] + bytes([whole[500] ^ 1]) + whole[501:])
    told = tries(replace=True)
    path.write_bytes(whole)
    return told
def damage_manifest():
    # One bit of each byte.
    from recalibrate.operations.backups.manifest import Manifest
    path, said = folder / "manifest.json", set()
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << place % 7]) + whole[place + 1:])
        try:
            Manifest.read(folder)
            said.add("taken as whole: byte " + str(place))
        except BackupError as error:
            said.add("damaged" if "damaged" in str(error) or "of format" in str(error) else str(error))
    path.write_bytes(whole)
    return said
"""
SAY = """
database = [path.name for path in folder.iterdir() if path.name.startswith("database")][0]
print(tries(), fingerprint())
print(tries())
print(damage(database), damage("media.tar"), sep="|")
from recalibrate.core.models import User
User.objects.create(username="later"); Path({media!r}, "later.txt").write_text("x")
print(tries(replace=True), fingerprint())
print(damage_manifest())
"""


@pytest.fixture(scope="module")
def live_site(tmp_path_factory, django_db_setup, django_db_blocker):
    """A copy of the suite's site, of its engine, with media, for processes of their own."""
    folder = tmp_path_factory.mktemp("live")
    for name, words in (("images/a.jpg", b"a" * 70_000), ("documents/b c.pdf", b"b"), ("empty.txt", b"")):
        path = folder / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words)
    engine = "sqlite" if connection.vendor == "sqlite" else "postgres"
    with django_db_blocker.unblock(), scratch_database(engine, folder) as url:
        connection.ensure_connection()
        if engine == "sqlite":
            with sqlite3.connect(url.removeprefix("sqlite:///")) as copy:
                connection.connection.backup(copy)
            copy.close()
        else:
            source = url.rsplit("/", 1)[0] + "/" + connection.settings_dict["NAME"]
            dumped = subprocess.run(["pg_dump", "--no-owner", source], capture_output=True, check=True).stdout
            subprocess.run(["psql", "-q", url], input=dumped, capture_output=True, check=True)
        yield environment(url, folder, DJANGO_SETTINGS_MODULE=MODULE), engine


@pytest.mark.django_db
def test_a_backup_restores_everything_and_a_damaged_one_touches_nothing(live_site, tmp_path):
    variables, engine = live_site
    folder, before = run(FINGERPRINT + MAKE.format(to=str(tmp_path / "backups")), variables).split()
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == [".lock", folder.split("/")[-1]]

    with scratch_database(engine, tmp_path) as url:
        there = environment(url, tmp_path / "there", DJANGO_SETTINGS_MODULE=MODULE)
        code = FINGERPRINT + RESTORE.format(folder=folder)
        told = run(code + SAY.format(media=str(tmp_path / "there/media")), there).splitlines()

    assert told[0] == f"restored {before}"
    assert told[1].startswith("This site is not empty")
    assert told[2].count("its checksum differs") == 2
    assert told[3] == f"restored {before}"
    assert told[4] == "{'damaged'}"


SLOW = """
from recalibrate.operations.backups import media
import time
from pathlib import Path
real = media.pack
def pack(folder):
    answer = real(folder)
    print("half", flush=True)
    time.sleep(30)
    return answer
media.pack = pack
"""


@pytest.mark.django_db
def test_a_backup_that_is_killed_leaves_no_half_archive_and_no_lock(live_site, tmp_path):
    variables, _ = live_site
    making = start(SLOW + FINGERPRINT + MAKE.format(to=str(tmp_path)), variables)
    try:
        assert making.stdout.readline() == "half\n"
    finally:
        making.send_signal(signal.SIGKILL)
        making.communicate()
    assert not list(tmp_path.glob("2*Z"))
    time.sleep(1)  # the next has another name

    folder = run(FINGERPRINT + MAKE.format(to=str(tmp_path)), variables).split()[0]

    assert [str(path) for path in tmp_path.iterdir() if path.name != ".lock"] == [folder]


def test_an_archive_that_would_write_elsewhere_is_refused(tmp_path):
    import tarfile

    path = tmp_path / "media.tar"
    with tarfile.open(path, "w") as archive:
        archive.addfile(tarfile.TarInfo("../outside.txt"))

    with pytest.raises(BackupError, match="a file that is not ours"):
        list(media.sizes_in(path))


NO_ROOM = """
import shutil
from recalibrate.operations.backups import media
real = shutil.disk_usage
shutil.disk_usage = lambda path: real(path)._replace(free=50_000)
print(tries(replace=True))
print(Path({media!r}).exists())
"""


@pytest.mark.django_db
def test_a_restore_for_which_there_is_too_little_room_says_so_before_it_touches_anything(live_site, tmp_path):
    variables, engine = live_site
    folder, _ = run(FINGERPRINT + MAKE.format(to=str(tmp_path / "backups")), variables).split()

    with scratch_database(engine, tmp_path) as url:
        there = environment(url, tmp_path / "there", DJANGO_SETTINGS_MODULE=MODULE)
        code = RESTORE.format(folder=folder) + NO_ROOM.format(media=str(tmp_path / "there/media"))
        words, is_touched = run(code, there).splitlines()

    assert "MB more than there are now, and" in words
    assert words.endswith("nothing was touched.")
    assert is_touched == "False"


def manifest(**changes):
    fields = {"made_at": "2026-11-30", "version": "0.2.0", "engine": connection.vendor, "migrations": {},
              "files": (), "media_files": 0}  # fmt: skip
    return Manifest(**{**fields, **changes})


def test_a_backup_of_a_newer_version_is_refused_in_words(settings):
    settings.VERSION = "0.2.0"

    with pytest.raises(BackupError, match=r"made by version 0\.10\.0, .* is 0\.2\.0\. Install 0\.10"):
        fits_here(manifest(version="0.10.0"))
    fits_here(manifest(version="0.2.0"))
    fits_here(manifest(version="0.1.0"))


def test_a_manifest_of_the_first_version_had_no_sum_and_is_read_all_the_same(tmp_path):
    told = asdict(manifest(version="0.1.0", format=1))
    Path(tmp_path, "manifest.json").write_text(json.dumps(told, indent=1))

    assert Manifest.read(tmp_path).version == "0.1.0"


FILE_LIMIT = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
from pathlib import Path
from recalibrate.operations.backups import make_backup
from recalibrate.operations.backups.errors import BackupError
try:
    make_backup(Path({to!r}))
except BackupError as error:
    print(error)
"""


@pytest.mark.django_db
def test_a_backup_that_meets_a_limit_on_the_size_of_files_says_so(live_site, tmp_path):
    variables, _ = live_site

    words = run(FILE_LIMIT.format(to=str(tmp_path)), variables)

    assert words.startswith("A file of the backup would be larger than this process may write")
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_what_is_kept_is_the_newest_of_days_weeks_and_months():
    days = [datetime(2026, 11, 25, 3, tzinfo=UTC) - timedelta(days=number) for number in range(400)]
    twice = [*days, days[0] - timedelta(hours=1)]

    remaining = moments_to_keep(twice, Keep(7, 5, 12))

    assert set(days[:7]) <= remaining
    assert len(remaining) == 7 + 3 + 11 + 0  # a week and a month are among the days, another in the weeks
    assert min(remaining) == datetime(2025, 12, 31, 3, tzinfo=UTC)
    assert moments_to_keep(days[:1], Keep(0, 0, 0)) == {days[0]}


@pytest.mark.parametrize(
    ("hours", "trouble", "due"),
    [(None, "", True), (23, "", False), (24, "", True), (0.5, "no space", False), (2, "no space", True)],
)
@pytest.mark.django_db
def test_a_backup_is_due_a_day_after_the_last_and_an_hour_after_a_failure(hours, trouble, due):
    now = timezone.now()
    if hours is not None:
        at = now - timedelta(hours=hours)
        Backup.objects.create(started_at=at, finished_at=at, trouble=trouble)

    assert is_due(now) == due


@pytest.mark.django_db
def test_a_backup_for_which_there_is_no_room_says_so_and_leaves_nothing(tmp_path, monkeypatch):
    def pack(folder):
        Path(folder, media.NAME).write_bytes(b"half of it")
        Path("/dev/full").write_bytes(b"the other half")

    monkeypatch.setattr(make.database, "dump", lambda folder: folder)
    monkeypatch.setattr(make.media, "pack", pack)

    with pytest.raises(BackupError, match="The disk is full"):
        make.make_backup(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {".lock"}
    assert "The disk is full" in Backup.objects.get().trouble
