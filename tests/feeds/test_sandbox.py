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
    before = sandbox._reader().process.pid

    sandbox.read(fetched("atom-1.0.xml"), now=now)

    assert sandbox._reader().process.pid == before != os.getpid()


def test_trouble_comes_back_in_the_same_words(fetched, now):
    with pytest.raises(ParseError, match="asks for a browser check"):
        sandbox.read(fetched("html-browser-challenge.html"), now=now)
    with pytest.raises(Hostile, match="150 deep"):
        sandbox.read(fetched(b"<a>" * 1_000), now=now)


def test_a_bug_comes_back_as_a_bug(fetched, now):
    with pytest.raises(sandbox.ReadingFailedError, match="Traceback"):
        sandbox.read(fetched("atom-1.0.xml"), now=now.replace(tzinfo=None))


def test_what_takes_too_much_processor_time_ends_the_process_not_us(reader):
    authors = b"<author>" + (b"a" * 1_999 + b" ") * 1_200 + b"</author>"
    body = b"<rss version='2.0'><channel><item>" + authors + b"</item></channel></rss>"

    with pytest.raises(Hostile, match="more time or memory"):
        reader.ask({"url": "", "content_type": "", "now": NOW}, body)

    assert not reader.is_usable


def test_what_takes_too_long_is_given_up(reader):
    reader.wall_seconds = 0

    with pytest.raises(Hostile, match="more time or memory"):
        reader.ask({"url": "", "content_type": "", "now": NOW}, b"<rss/>")


def test_a_process_that_was_killed_is_replaced(fetched, now):
    sandbox.read(fetched("atom-1.0.xml"), now=now)
    sandbox._reader().process.kill()
    sandbox._reader().process.wait()

    assert sandbox.read(fetched("atom-1.0.xml"), now=now).items


def test_a_worn_out_process_is_replaced(fetched, now):
    sandbox.read(fetched("atom-1.0.xml"), now=now)
    worn_out = sandbox._reader()
    worn_out.documents = sandbox.DOCUMENTS_EACH

    sandbox.read(fetched("atom-1.0.xml"), now=now)

    assert sandbox._reader() is not worn_out


def test_the_documents_own_wait_survives_the_way(fetched, now):
    assert sandbox.read(fetched("rss-2.0-wordpress.xml"), now=now).refresh_after == timedelta(hours=3)
