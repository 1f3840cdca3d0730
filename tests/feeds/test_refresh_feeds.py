"""The operator's command, against a real server."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from feeds.models import Item, Source
from feeds.refreshing import refresh as refreshing


@pytest.fixture
def at(source, server, settings):
    """The source, on the test's server."""
    settings.FEEDS_ALLOWED_ADDRESSES = [server.host]
    Source.objects.filter(pk=source.pk).update(feed_url=server.request("/feed").url)
    return source


def told(capsys):
    """The lines on each source, and the summary as a dictionary."""
    lines = capsys.readouterr().out.splitlines()
    summary = dict(line.rsplit(None, 1) for line in lines if line and line[-1].isdigit())
    each = [line.partition("] A source")[2].strip() for line in lines if line.startswith("[")]
    return each, summary


def test_it_tells_how_each_went_and_sums_up(at, server, answer, rss, capsys):
    server.answers["/feed"] = answer(rss(2))
    call_command("refresh_feeds", "a-source")
    assert told(capsys) == (
        ["2 new, 0 changed, 0 as before"],
        {
            "sources refreshed": "1",
            "left to another worker": "0",
            "unchanged": "0",
            "in trouble": "0",
            "met a bug": "0",
            "new items": "2",
            "changed items": "0",
        },
    )

    call_command("refresh_feeds", "a-source")
    lines, summary = told(capsys)
    assert (lines, summary["unchanged"]) == (["unchanged"], "1")

    server.answers["/feed"] = answer(status=500)
    call_command("refresh_feeds", "a-source")
    lines, summary = told(capsys)
    assert (lines, summary["in trouble"]) == (["500: the source has a problem."], "1")


def test_by_itself_it_takes_those_that_are_due(at, server, answer, rss, capsys):
    server.answers["/feed"] = answer(rss(2))
    call_command("refresh_feeds")
    call_command("refresh_feeds")

    assert told(capsys)[0] == ["2 new, 0 changed, 0 as before"]


def test_by_force_it_takes_all_and_asks_for_everything(at, server, answer, rss, capsys):
    server.answers["/feed"] = answer(rss(2), ETag='"1"')
    for _ in range(2):
        call_command("refresh_feeds", "--force")

    assert told(capsys)[0] == ["2 new, 0 changed, 0 as before", "0 new, 0 changed, 2 as before"]
    assert "if-none-match" not in server.asked[1].headers


def test_a_dry_run_stores_nothing(at, server, answer, rss, capsys):
    server.answers["/feed"] = answer(rss(2))
    call_command("refresh_feeds", "--dry-run")
    server.answers["/feed"] = answer(status=404)
    call_command("refresh_feeds", "--dry-run")

    assert told(capsys)[0] == [
        "2 new, 0 changed, 0 as before",
        "404: there is nothing at this address any more.",
    ]
    assert not Item.objects.exists()
    assert Source.objects.due(timezone.now()).filter(pk=at.pk).exists()


def test_an_unknown_name_is_a_usage_error(db):
    with pytest.raises(CommandError, match="nobody") as caught:
        call_command("refresh_feeds", "nobody")

    assert caught.value.returncode == 2


def test_a_bug_is_an_error_and_a_source_in_trouble_is_none(source, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(refreshing, "fetch_document", broken)

    with pytest.raises(CommandError, match="1 refreshes met a bug") as caught:
        call_command("refresh_feeds", "a-source")
    assert caught.value.returncode == 1
