"""What an answer says about a link in what we published."""

from datetime import timedelta

import pytest

from recalibrate.link_checks.verdicts import EVERY, LinkAnswer, answer_for_error, answer_for_page, verdict_for
from recalibrate.outbound.errors import AddressRefused, AskedToWait, FaultKind, FetchError, Refused, TimedOut
from recalibrate.outbound.types import Reached

PAGE = "https://a.example/rest"


@pytest.mark.parametrize(
    ("moved_to", "verdict"),
    [
        ("", "fine"),
        ("https://www.a.example/rest/", "fine"),
        ("https://a.example/sleep", "moved"),
    ],
)
def test_a_move_is_told_unless_it_is_only_another_way_to_write_it(moved_to, verdict):
    assert answer_for_page(PAGE, Reached(200, moved_to or PAGE, moved_to)).verdict == verdict


def test_being_sent_to_the_front_page_means_that_the_page_is_gone():
    answer = answer_for_page(PAGE, Reached(200, "https://a.example/", "https://a.example/"))

    assert answer.verdict == "moved"
    assert "front page" in answer.words


@pytest.mark.parametrize(
    ("trouble", "verdict", "words"),
    [
        (AddressRefused("a private network"), "unclear", "private network"),
        (Refused("no", status=403), "unclear", "403: the site does not answer programs"),
        (Refused("no", status=200, kind=FaultKind.BROWSER_CHECK), "unclear", "asks for a browser check"),
        (AskedToWait("busy", status=503), "unclear", "503"),
        (TimedOut("late"), "broken", "too long"),
        (Refused("no", status=500), "broken", "has a problem"),
        (Refused("no", status=404), "broken", "nothing at this address"),
        (FetchError("There is no such host."), "broken", "no such host"),
    ],
)
def test_trouble_is_told_in_words(trouble, verdict, words):
    answer = answer_for_error(trouble)

    assert answer.verdict == verdict
    assert words in answer.words


def test_only_too_many_requests_holds_the_host():
    busy, often = AskedToWait("busy", status=503), AskedToWait("often", status=429, host="a.example")

    assert answer_for_error(busy).hold is None
    assert answer_for_error(often).hold is often


def test_a_link_is_broken_when_it_has_failed_for_a_week(now):
    answer = LinkAnswer("broken", "404")

    assert verdict_for(answer, None, now) == "doubtful"
    assert verdict_for(answer, now - EVERY + timedelta(minutes=1), now) == "doubtful"
    assert verdict_for(answer, now - EVERY, now) == "broken"


def test_what_we_know_ourselves_needs_no_second_look(now):
    assert verdict_for(LinkAnswer("broken", "404", is_certain=True), None, now) == "broken"
    assert verdict_for(LinkAnswer("fine"), now - EVERY, now) == "fine"
