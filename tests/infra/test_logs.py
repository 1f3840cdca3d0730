"""A log tells what went wrong, and nothing about people."""

import io
import json
import logging
import time

import pytest
from django.test import RequestFactory

from recalibrate.infra.logging import JsonLines, PlainLines, without_people
from recalibrate.infra.request_id import current_request_id
from recalibrate.infra.sentry import options, scrub
from recalibrate.web.page_cache.cached_response import make_cached_response

ADDRESSES = ["::1", "2001:DB8::", "1:2:3:4:5:6:7:8", "::ffff:203.0.113.9", "fe80::1%eth0", "2001:db8:0:1:2"]
PLANTED = ["ama.boateng@trust.example", "203.0.113.77", "2001:db8::5:17", "burnt+out", "fe80::1"]
WORDS = (
    "No mail to ama.boateng@trust.example from 203.0.113.77, /search/?q=burnt+out, [2001:db8::5:17] or "
    "(email)=(ama.boateng@trust.example) fe80::1"
)


@pytest.mark.parametrize("formatter", [JsonLines(), PlainLines()])
def test_people_are_cut_from_words_and_tracebacks_alike(formatter):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    logger = logging.Logger("planted")
    logger.addHandler(handler)

    try:
        raise ValueError(WORDS)
    except ValueError:
        logger.exception("Failed: %s", WORDS)

    assert "ValueError" in written.getvalue()
    assert "No mail to" in written.getvalue()
    for planted in PLANTED:
        assert planted not in written.getvalue()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_way_of_writing_a_network_address_is_cut(address):
    for words in (f"from {address}", f"[{address}]:443", f"peer={address}, again"):
        assert "(address)" in without_people(words)
        assert address.partition("%")[0] not in without_people(words)


@pytest.mark.parametrize(
    "line", ["::::" * 5_000 + "g", "a" * 20_000, "a@" * 10_000, "?" * 20_000, "0:" * 10_000]
)
def test_no_line_holds_readers_up(line):
    began = time.process_time()
    without_people(line)

    assert time.process_time() - began < 0.1


@pytest.mark.parametrize(
    "words", ["12:45:01, 3 tasks", "Is it? Yes.", "version 1.2.3", "feeds.tasks::refresh"]
)
def test_what_is_nobodys_is_left_alone(words):
    assert without_people(words) == words


def test_a_line_is_one_json_object():
    record = logging.LogRecord("a", logging.INFO, "f", 1, "Two\nlines", (), None)
    record.route = "search/"

    line = JsonLines().format(record)

    assert "\n" not in line
    assert json.loads(line) | {"at": ""} == {
        "at": "", "level": "INFO", "logger": "a", "message": "Two\nlines", "route": "search/",
    }  # fmt: skip


def test_a_path_that_may_hold_a_token_is_named_by_its_route():
    record = logging.LogRecord(
        "django.request", logging.ERROR, "f", 1, "%s: %s", ("Error", "/leave/Tok3n/"), None
    )
    record.request = RequestFactory().get("/leave/Tok3n/")

    assert "Tok3n" not in JsonLines().format(record)


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("a1b2c3d4-e5f6", True),
        ("short", False),
        ("x" * 65, False),
        ("id\nForged: 1", False),
        ("<script>id", False),
    ],
)
def test_a_sane_request_id_is_taken_and_any_other_replaced(client, home, given, is_taken):
    answer = client.get("/", headers={"X-Request-ID": given})

    assert (answer["X-Request-ID"] == given) == is_taken
    assert 8 <= len(answer["X-Request-ID"]) <= 64
    assert current_request_id() == ""


def test_the_page_cache_keeps_no_request_id():
    headers = [("Content-Type", "text/html"), ("X-Request-ID", "somebodys-own")]

    copy = make_cached_response(headers, b"x" * 600, stamp=1, now=0, life=60)

    variants = [copy.plain, *copy.compressed.values()]
    assert len(variants) == 3
    assert "somebodys-own" not in str([variant.headers + variant.headers_304 for variant in variants])


def test_a_request_is_one_line_without_what_was_looked_for(client, home, caplog):
    with caplog.at_level(logging.INFO, "recalibrate.requests"):
        client.get("/search/?q=burnt+out")

    assert "search/" in caplog.text
    assert "burnt" not in caplog.text


def test_an_error_report_holds_nothing_about_people():
    event = {
        "level": "error",
        "request": {"url": "https://x/?q=burnt+out", "headers": {"Cookie": "c"}},
        "user": {"ip_address": "203.0.113.77"},
        "server_name": "host",
        "exception": {"values": [{"value": WORDS, "stacktrace": {"frames": [{"vars": {"a": WORDS}}]}}]},
    }

    sent = json.dumps(scrub(event, {}))

    assert "No mail to" in sent
    for planted in [*PLANTED, "Cookie", "host", "vars"]:
        assert planted not in sent
    assert options("https://k@s.example/1", release="1")["send_default_pii"] is False
