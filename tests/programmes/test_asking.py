"""The form on a phone in the room: one page, no name, no cookie, and no answer ever lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from planted_programmes import open_now, released, session, wave

from recalibrate.core.models import User
from recalibrate.home.models import HomePage
from recalibrate.programmes.ballot_box import tallies_of
from recalibrate.programmes.models import SpentNonce, Wave


@pytest.fixture
def one(home: HomePage) -> Wave:
    return open_now(wave())


def token_of(client: Any, one: Wave) -> str:
    page = client.get(f"/a/{one.code}").content.decode()
    return page.split('name="token" value="')[1].split('"')[0]


def test_the_form_is_small_asks_for_no_cookie_and_is_the_same_for_whoever_is_signed_in(client, one):
    answer = client.get(f"/a/{one.code}")
    html = answer.content.decode()

    assert answer.status_code == 200
    assert not answer.cookies
    assert len(answer.content) < 30 * 1024
    assert "no-store" in answer["Cache-Control"]
    assert html.count("<fieldset") == 8
    assert " checked" not in html
    assert "noindex" in html
    client.force_login(User.objects.create_superuser("root"))
    signed_in = client.get(f"/a/{one.code}")
    assert not signed_in.cookies
    sent = client.post(f"/a/{one.code}", {"token": token_of(client, one), "q-useful": "4"})
    assert (sent.status_code, sent.cookies) == (303, {})
    assert tallies_of(one).forms == 1


@pytest.mark.parametrize("typed", ["{}", "{}/", " {} ", "-{}", "{}."])
def test_the_code_is_found_however_it_is_typed(client, one, typed):
    for code in (one.code, one.code.lower()):
        assert client.get(f"/a/{typed.format(code)}").status_code == 200
        assert client.get(f"/A/{code}").status_code == 200
        assert client.get("/a/", {"code": typed.format(code).strip("/")})["Location"] == f"/a/{one.code}"


def test_a_code_that_there_is_not_is_answered_kindly_and_guessing_ends(client, home, settings):
    settings.RATE_LIMITS = True
    answers = [client.get("/a/222222") for _ in range(61)]
    assert answers[0].status_code == 404
    assert "They are on the last slide." in answers[0].content.decode()
    assert answers[-1].status_code == 429


def test_an_answer_that_is_none_comes_back_with_every_tick_and_word(client, one):
    sent = {"token": token_of(client, one), "q-useful": "4", "q-knows": ["2", "3"], "q-change": ["1", "3"],
            "q-say": "Words <b>\x00here", "quote-say": "yes", "q-again": "99"}  # fmt: skip
    answer = client.post(f"/a/{one.code}", sent)
    html = " ".join(answer.content.decode().split())

    assert answer.status_code == 422
    checked = set(re.findall(r'name="([\w-]+)" value="(\w+)" checked', html))
    assert checked == {("q-useful", "4"), ("q-knows", "2"), ("q-knows", "3"), ("q-change", "1"),
                       ("q-change", "3"), ("quote-say", "yes")}  # fmt: skip
    assert "Words &lt;b&gt;" in html
    assert "Choose one answer." in html
    assert "Choose one of the answers that are offered." in html
    assert tallies_of(one).forms == SpentNonce.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "headers", "status", "words"),
    [
        ({"token": "x"}, {}, 422, "Something was missing"),
        ({"website": "x"}, {}, 422, "We have emptied it."),
        ({}, {"Origin": "null"}, 403, "another site"),
        ({}, {"Sec-Fetch-Site": "cross-site"}, 403, "another site"),
        ({"q-say": "x" * 501}, {}, 422, "shorten it"),
    ],
)
def test_a_form_that_comes_back_says_why_and_can_be_sent_at_once(
    client, one, changed, headers, status, words
):
    sent = {"token": token_of(client, one), "q-useful": "5"} | changed
    answer = client.post(f"/a/{one.code}", sent, headers=headers)

    assert answer.status_code == status
    html = " ".join(answer.content.decode().split())
    assert words in html
    assert 'name="q-useful" value="5" checked' in html
    again = {"token": html.split('name="token" value="')[1].split('"')[0], "q-useful": "5"}
    assert client.post(f"/a/{one.code}", again).status_code == 303
    assert tallies_of(one).forms == 1


def test_a_form_sent_twice_counts_once_and_one_of_another_wave_not_at_all(client, one):
    token = token_of(client, one)
    first = client.post(f"/a/{one.code}", {"token": token, "q-useful": "5"})
    second = client.post(f"/a/{one.code}", {"token": token, "q-useful": "1"})
    other = open_now(wave(one.session, "before"))
    foreign = client.post(f"/a/{other.code}", {"token": token_of(client, one), "q-knows": "1"})

    assert first["Location"] == f"/a/{one.code}/sent"
    assert "Nothing was added." in client.get(second["Location"]).content.decode()
    assert foreign.status_code == 422
    assert tallies_of(one).forms == 1
    assert tallies_of(one).counted(one.sheet[0]).ticks[5] == 1


def test_a_room_behind_one_address_is_no_attack_and_a_flood_is_held_by_the_form_s_own_limit(
    client, one, settings, monkeypatch
):
    settings.RATE_LIMITS = True
    monkeypatch.setattr("recalibrate.programmes.receiving.SENDINGS", 30)
    answers = [client.post(f"/a/{one.code}", {"token": token_of(client, one)}).status_code for _ in range(31)]
    assert answers == [303] * 30 + [429]
    other = open_now(wave(one.session, "before"))
    assert client.post(f"/a/{other.code}", {"token": token_of(client, other)}).status_code == 303
    caches["rate_limits"].clear()


def test_what_it_says_before_and_after_its_time_is_the_clock_s(client, one, monkeypatch):
    token, now = token_of(client, one), timezone.now()
    at = {"now": now}
    monkeypatch.setattr(timezone, "now", lambda: at["now"])

    at["now"] = one.closes_at + timedelta(minutes=5)  # it was on the screen when time ran out
    assert "This closed on" in client.get(f"/a/{one.code}").content.decode()
    assert client.post(f"/a/{one.code}", {"token": token, "q-useful": "5"}).status_code == 303
    at["now"] = one.closes_at + timedelta(minutes=11)
    assert client.post(f"/a/{one.code}", {"token": token, "q-useful": "5"}).status_code == 410
    at["now"] = one.opens_at - timedelta(seconds=1)
    assert "This opens at" in client.get(f"/a/{one.code}").content.decode()
    assert client.post(f"/a/{one.code}", {"token": token, "q-useful": "5"}).status_code == 410
    at["now"] = now
    Wave.objects.update(is_called_off=True)
    assert Wave.objects.get().state_at(now) == "cancelled"
    assert "The session was called off." in client.get(f"/a/{one.code}").content.decode()
    assert tallies_of(one).forms == 1


def test_the_slide_the_last_page_and_what_is_printed_answer_and_are_kept_by_nobody(client, one):
    for way in ("slide", "sent", "again", "certificate", "reminder.ics"):
        answer = client.get(f"/a/{one.code}/{way}")
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies
    slide = client.get(f"/a/{one.code}/slide").content.decode()
    assert f"/a/{one.code}" in slide
    assert int(re.findall(r'viewBox="0 0 (\d+)', slide)[0]) <= 37 + 8  # squares, and the white around them
    sent = client.get(f"/a/{one.code}/sent").content.decode()
    assert sent.index("If today stirred something up") < sent.index("For yourself")
    certificate = client.get(f"/a/{one.code}/certificate").content.decode()
    assert "we keep no list of who came" in certificate
    assert "<form" not in certificate
    assert "Wednesdays: look back" in client.get(f"/a/{one.code}/reminder.ics").content.decode()


def test_the_code_stands_on_no_public_page(client, one):
    pages = [one.session.get_url(), one.programme.get_url(), "/programmes/", "/sitemap.xml", "/dates/",
             f"/programmes/calendar/session-{one.session_id}.ics", "/feeds/programmes.xml"]  # fmt: skip
    assert [page for page in pages if one.code in client.get(page).content.decode()] == []


def test_results_are_pages_and_files_that_say_how_many_and_of_how_many(home):
    client, done = Client(), released()
    html = client.get(f"/programmes/results/{done.pk}/").content.decode()

    assert "Useful: 12 of 12 after" in html
    assert "12 answered; attendance was not counted." in html
    assert "What the room said: Fatigue" in client.get("/programmes/results/").content.decode()
    rows = client.get(f"/programmes/results/{done.pk}.csv").content.decode().splitlines()
    assert rows[0].startswith("programme,session,date,moment,question")
    assert any(",yes,Counts as yes,yes,12," in row for row in rows)
    assert client.get(f"/programmes/results/{done.pk}.xlsx").content.startswith(b"PK")
    assert "What the room said" in client.get(done.session.get_url()).content.decode()


def test_nothing_that_a_question_says_is_taken_for_a_formula_or_for_html(client, home):
    from recalibrate.programmes.models import Question, Questionnaire

    sheet = Questionnaire.objects.create(name="=HYPERLINK()", moment="after")
    Question.objects.create(questionnaire=sheet, code="q", kind="one", matter="session", options="=1+1 +\nNo",
                            text='"><script>alert(1)</script>')  # fmt: skip
    one = open_now(wave(session(), "after", sheet))
    html = client.get(f"/a/{one.code}").content.decode()
    assert "<script>alert" not in html
    from planted_programmes import closed, fill

    fill(one, 12, q=1)
    closed(one)
    assert ",'=1+1," in client.get(f"/programmes/results/{one.pk}.csv").content.decode()
