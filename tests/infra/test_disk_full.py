"""A full disk: files are whole or not there, and people are told in plain words."""

import errno
import os
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.test import RequestFactory
from django.test.utils import override_settings
from django.utils import timezone

from recalibrate.infra.disk_full import is_disk_full
from recalibrate.infra.storage import WholeFiles
from recalibrate.privacy.purge import purge
from recalibrate.web.error_pages import server_error


class TooLarge(ContentFile):
    """The disk is full after its first piece."""

    def chunks(self, chunk_size=None):
        yield b"half of it"
        with open("/dev/full", "wb", buffering=0) as full:
            full.write(b"the other half")


def files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_that_does_not_fit_leaves_nothing(tmp_path):
    storage = WholeFiles(location=tmp_path)
    storage.save("a.txt", ContentFile(b"was here before"))

    for name in ("a.txt", "b.txt"):
        with pytest.raises(OSError, match="No space left"):
            storage.save(name, TooLarge(b""))

    assert files(tmp_path) == {"a.txt": b"was here before"}


def test_a_name_that_is_taken_stays_its_owners(tmp_path):
    storage = WholeFiles(location=tmp_path)

    names = [storage.save("a.txt", ContentFile(words)) for words in (b"one", b"two")]

    assert files(tmp_path) == dict(zip(names, (b"one", b"two"), strict=True))


@pytest.mark.django_db
def test_what_a_killed_upload_left_goes_a_day_later_and_one_under_way_stays(tmp_path, monkeypatch):
    storage, now = WholeFiles(location=tmp_path), timezone.now()
    storage.save("below/a.txt", ContentFile(b"one"))
    old, young = tmp_path / "below" / ".partial-old", tmp_path / ".partial-young"
    for path, age in ((old, 25), (young, 1)):
        path.write_bytes(b"half")
        os.utime(path, ((now - timedelta(hours=age)).timestamp(),) * 2)

    monkeypatch.setattr("recalibrate.privacy.purge.default_storage", storage)
    assert purge(now)["uploads cut off"] == 1

    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"a.txt", ".partial-young"}


@override_settings(FILE_UPLOAD_PERMISSIONS=0o640)
def test_a_file_has_the_permissions_of_every_upload(tmp_path):
    storage = WholeFiles(location=tmp_path)

    path = storage.path(storage.save("below/a.txt", ContentFile(b"one")))

    assert os.stat(path).st_mode & 0o777 == 0o640


def test_a_database_that_cannot_grow_is_a_full_disk(tmp_path):
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as database:
        database.execute("CREATE TABLE words (word)")
        database.execute("PRAGMA max_page_count = 2")
        with pytest.raises(sqlite3.OperationalError) as raised:
            database.execute("INSERT INTO words VALUES (?)", ["x" * 100_000])

    wrapped = OperationalError("wrapped")
    wrapped.__cause__ = raised.value
    assert is_disk_full(wrapped)


def test_other_trouble_is_no_full_disk():
    assert not is_disk_full(None)
    assert not is_disk_full(OSError(errno.EACCES, "denied"))
    assert not is_disk_full(OperationalError("database is locked"))


def test_whoever_sent_something_reads_that_it_was_not_saved():
    try:
        raise OSError(errno.ENOSPC, "No space left on device")
    except OSError:
        answer = server_error(RequestFactory().post("/"))

    assert answer.status_code == 507
    text = answer.content.decode()
    assert "Not saved: the disk is full" in text
    assert "Nothing else has changed" in text
