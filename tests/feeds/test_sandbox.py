import os
from datetime import timedelta

import pytest

from feeds import sandbox
from feeds.pipeline.errors import Hostile, ParseError
from feeds.pipeline.read import read

NOW = "2026-11-23T12:00:00+00:00"


@pytest.fixture
def reader():
    made = sandbox.Reader(cpu_seconds=1, wall_seconds=10)
    yield made
    made.close()


def test_it_reads_as_the_pipeline_does(fetched, now):
    for name in ("rss-2.0-wordpress.xml", "atom-1.0.xml", "json-feed-1.1.json", "rss-2.0-odd-dates.xml"):
        assert sandbox.read(fetched(name), now=now) == read(fetched(name), now=now)


def test_it_reads_in_one_warm_process(fetched, now):
    sandbox.read(fetched("atom-1.0.xml"), now=now)
    before = sandbox.pids()

    sandbox.read(fetched("atom-1.0.xml"), now=now)

    assert sandbox.pids() == before != [os.getpid()]


def test_a_document_that_takes_long_keeps_no_other_waiting(fetched, now, monkeypatch):
    monkeypatch.setattr(sandbox, "PATIENCE", 0.1)
    readers = sandbox.Readers()

    with readers.lent() as busy, readers.lent() as second:
        assert second.process.pid != busy.process.pid
        assert readers.pids() == []

    assert len(readers.pids()) == 2
    readers.close()


def test_trouble_comes_back_in_the_same_words(fetched, now):
    with pytest.raises(ParseError, match="asks for a browser check"):
        sandbox.read(fetched("html-browser-challenge.html"), now=now)
    with pytest.raises(Hostile, match="150 deep"):
        sandbox.read(fetched(b"<a>" * 1_000), now=now)


def test_a_bug_comes_back_as_a_bug(fetched, now):
    with pytest.raises(sandbox.ReadingFailedError, match="Traceback"):
        sandbox.read(fetched("atom-1.0.xml"), now=now, rule="nonsense")


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
    sandbox.read(fetched("atom-1.0.xml"), now=now)
    with sandbox._readers.lent() as reader:
        reader.process.kill()
        reader.process.wait()

    assert sandbox.read(fetched("atom-1.0.xml"), now=now).items


def test_a_worn_out_process_is_replaced(fetched, now):
    sandbox.read(fetched("atom-1.0.xml"), now=now)
    with sandbox._readers.lent() as worn_out:
        worn_out.documents = sandbox.DOCUMENTS_EACH

    sandbox.read(fetched("atom-1.0.xml"), now=now)

    assert worn_out.process.pid not in sandbox.pids()
    assert worn_out.process.returncode is not None


def test_the_documents_own_wait_survives_the_way(fetched, now):
    assert sandbox.read(fetched("rss-2.0-wordpress.xml"), now=now).refresh_after == timedelta(hours=3)
