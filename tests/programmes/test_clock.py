"""What the clock changes is kept by no cache past the change, and asks for no save."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from planted_programmes import call, exercise, programme, session

from recalibrate.web.kept_until import cache_control_until, next_midnight

NOON = datetime(2026, 11, 25, 12, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ([], "public, max-age=60, stale-while-revalidate=600"),
        ([-5], "public, max-age=60, stale-while-revalidate=600"),
        ([90], "public, max-age=60, stale-while-revalidate=30"),
        ([900, 7], "public, max-age=7, stale-while-revalidate=0"),
    ],
)
def test_the_first_change_to_come_caps_both_lives(seconds, said):
    assert cache_control_until(NOON, None, *(NOON + timedelta(seconds=n) for n in seconds)) == said


@pytest.mark.parametrize("day", [date(2026, 10, 24), date(2027, 3, 27)])
def test_midnight_is_the_wall_s_also_in_the_night_the_clocks_change(day):
    now = datetime(day.year, day.month, day.day, 23, 59, tzinfo=timezone.get_default_timezone())
    assert (next_midnight(now) - now) == timedelta(minutes=1)


def addresses(page):
    return {
        "the programmes": "/programmes/",
        "its programme": page.programme.get_url(),
        "itself": page.get_url(),
        "its state": "/states/fatigue/",
        "its poster": reverse("programme-poster", args=[page.programme.pk]),
    }


@pytest.mark.parametrize("place", ["the programmes", "its programme", "itself", "its state", "its poster"])
def test_no_page_that_says_a_session_is_to_come_is_kept_past_its_end(client, home, monkeypatch, place):
    page = session(programme())
    at = {"now": page.ends_at - timedelta(seconds=20)}
    monkeypatch.setattr(timezone, "now", lambda: at["now"])
    url = addresses(page)[place]

    answer = client.get(url)

    assert answer["Cache-Control"] == "public, max-age=20, stale-while-revalidate=0"
    at["now"] += timedelta(seconds=21)
    assert client.get(url).content != answer.content


def test_no_page_that_offers_a_call_is_kept_past_the_midnight_that_closes_it(client, home, monkeypatch):
    one = call(closes_on=timezone.localdate())
    last = timezone.localtime().replace(hour=23, minute=59, second=50, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: last)
    for url in ("/programmes/", "/programmes/calls/", one.get_absolute_url(), "/states/fatigue/"):
        assert client.get(url)["Cache-Control"] == "public, max-age=10, stale-while-revalidate=0", url


def test_the_state_s_page_leads_from_try_now_to_an_exercise_and_lists_it_once(client, home):
    one = exercise("A window")
    html = client.get("/states/fatigue/").content.decode()
    _, section = html.split('id="try-now"')
    assert one.get_absolute_url() in section.partition("</section>")[0]
    assert html.count(one.get_absolute_url()) == 1
