"""The power goes at any moment: the SQLite file is sound, and holds the transactions up to some moment."""

import random
import shutil
import sqlite3
from contextlib import closing

from recalibrate.settings.base import SQLITE_OPTIONS

CUTS, ROWS = 60, 40


def test_whatever_of_the_log_reached_the_disk_the_file_is_sound(tmp_path):
    """`synchronous=NORMAL` may lose the last transactions, and never half of one, nor one before another."""
    chance = random.Random(20261125)
    live, copy = tmp_path / "live.sqlite3", tmp_path / "cut.sqlite3"
    lost = 0
    with closing(sqlite3.connect(live, isolation_level=None)) as writer:
        for pragma in SQLITE_OPTIONS["init_command"].split(";"):
            writer.execute(pragma)
        writer.execute("PRAGMA wal_autocheckpoint=37")  # so that cuts meet many of them
        writer.execute("CREATE TABLE pairs (number INTEGER PRIMARY KEY, half INTEGER, words TEXT)")
        written = 0
        for _ in range(CUTS):
            for _ in range(chance.randrange(1, ROWS)):
                writer.execute("BEGIN IMMEDIATE")
                for half in (0, 1):
                    row = (written, half, "x" * chance.randrange(3_000))
                    writer.execute("INSERT INTO pairs VALUES (NULL, ?, ?)", (row[0] * 2 + half, row[2]))
                writer.execute("COMMIT")
                written += 1
            shutil.copy(live, copy)
            log = shutil.copy(f"{live}-wal", f"{copy}-wal")
            with open(log, "r+b") as file:
                file.truncate(chance.randrange(file.seek(0, 2) + 1))
            (tmp_path / "cut.sqlite3-shm").unlink(missing_ok=True)

            there = rows_after_the_cut(copy)

            assert there == list(range(len(there)))
            assert len(there) % 2 == 0
            assert len(there) <= 2 * written
            lost += len(there) < 2 * written
    assert lost > CUTS / 2  # the cuts did cut


def rows_after_the_cut(path):
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [row[0] for row in database.execute("SELECT half FROM pairs ORDER BY number")]
