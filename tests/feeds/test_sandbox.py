import os
from datetime import timedelta

import pytest

from feeds.pipeline.parse_errors import Hostile, ParseError
from feeds.pipeline.read import read_feed
from feeds.sandbox import pool

NOW = "2026-11-23T12:00:00+00:00"


@pytest.fixture
def reader():
    made = pool.SandboxProcess(cpu_seconds=1, wall_seconds=10)
    yield made
    made.close()


def test_it_reads_as_the_pipeline_does(fetched, now):
    for name in ("rss-2.0-wordpress.xml", "atom-1.0.xml", "json-feed-1.1.json", "rss-2.0-odd-dates.xml"):
        assert pool.read_feed_in_sandbox(fetched(name), now=now) == read_feed(fetched(name), now=now)


def test_it_reads_in_one_warm_process(fetched, now):
    pool.read_feed_in_sandbox(fetched("atom-1.0.xml"), now=now)
    before = pool.pids()

    pool.read_feed_in_sandbox(fetched("atom-1.0.xml"), now=now)

    assert pool.pids() == before != [os.getpid()]


def test_a_document_that_takes_long_keeps_no_other_waiting(fetched, now, monkeypatch):
    monkeypatch.setattr(pool, "PATIENCE", 0.1)
    readers = pool.SandboxPool()

    with readers.lent() as busy, readers.lent() as second:
        assert second.process.pid != busy.process.pid
        assert readers.pids() == []

    assert len(readers.pids()) == 2
    readers.close()


def test_trouble_comes_back_in_the_same_words(fetched, now):
    with pytest.raises(ParseError, match="asks for a browser check"):
        pool.read_feed_in_sandbox(fetched("html-browser-challenge.html"), now=now)
    with pytest.raises(Hostile, match="150 deep"):
        pool.read_feed_in_sandbox(fetched(b"<a>" * 1_000), now=now)


def test_a_bug_comes_back_as_a_bug(fetched, now):
    with pytest.raises(pool.ReadingFailedError, match="Traceback"):
        pool.read_feed_in_sandbox(fetched("atom-1.0.xml"), now=now, rule="nonsense")


def test_what_takes_too_much_processor_time_ends_the_process_not_us(reader):
    authors = b"<author>" + (b"a" * 1_999 + b" ") * 1_200 + b"</author>"
    body = b"<rss version='2.0'><channel><item>" + authors + b"&broken</item>"

    with pytest.raises(Hostile, match="more time or memory"):
        reader.ask({"url": "", "content_type": "", "now": NOW, "rule": "guid"}, body)

    assert not reader.is_usable


def test_what_takes_too_long_is_given_up(reader):
    reader.wall_seconds = 0

    with pytest.raises(Hostile, match="more time or memory"):
        reader.ask({"url": "", "content_type": "", "now": NOW, "rule": "guid"}, b"<rss/>")


def test_a_process_that_was_killed_is_replaced(fetched, now):
    pool.read_feed_in_sandbox(fetched("atom-1.0.xml"), now=now)
    with pool._readers.lent() as reader:
        reader.process.kill()
        reader.process.wait()

    assert pool.read_feed_in_sandbox(fetched("atom-1.0.xml"), now=now).items


def test_a_worn_out_process_is_replaced(fetched, now):
    pool.read_feed_in_sandbox(fetched("atom-1.0.xml"), now=now)
    with pool._readers.lent() as worn_out:
        worn_out.documents = pool.DOCUMENTS_EACH

    pool.read_feed_in_sandbox(fetched("atom-1.0.xml"), now=now)

    assert worn_out.process.pid not in pool.pids()
    assert worn_out.process.returncode is not None


def test_the_documents_own_wait_survives_the_way(fetched, now):
    assert pool.read_feed_in_sandbox(fetched("rss-2.0-wordpress.xml"), now=now).refresh_after == timedelta(
        hours=3
    )
