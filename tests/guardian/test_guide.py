"""Exception reporting in two minutes, and until when."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from recalibrate.guardian.models import ExceptionGuidePage

ADDRESS = "/guardian/exception-reporting/"


@pytest.fixture
def guide(home):
    guide = ExceptionGuidePage.objects.get()
    guide.next_review_on = timezone.localdate() + timedelta(days=30)
    guide.save_revision().publish()
    return guide


def test_a_new_site_has_the_guide_as_a_draft_that_nobody_reads_unchecked(client, home):
    assert ExceptionGuidePage.objects.get().live is False
    assert client.get(ADDRESS).status_code == 404


def test_the_guide_says_what_version_it_is_true_for_and_how_sure_it_is(client, guide):
    html = client.get(ADDRESS).content.decode()

    assert "Check the current terms and conditions; this page describes version 13." in html
    assert "in force from" in html
    assert "Your contract has the final say, not this page." in html


def test_what_to_do_when_it_is_unsafe_comes_before_all_else(client, guide):
    html = client.get(ADDRESS).content.decode()

    assert html.index("Voice first.") < html.index("Can I report this?")
    assert html.index("Voice first.") < html.index("Count 28 days")


def test_who_sees_what_and_which_system_are_tables_with_headings(client, guide):
    html = client.get(ADDRESS).content.decode()

    assert '<th scope="row">Your supervisor</th>' in html
    assert '<th scope="row">On a lead-employer contract</th>' in html
    assert html.count('<th scope="col">') == 7


def test_past_its_review_day_the_page_says_so_itself(client, guide):
    guide.next_review_on = timezone.localdate() - timedelta(days=1)
    guide.save_revision().publish()

    assert "Check with the Guardian before you rely on it" in client.get(ADDRESS).content.decode()


def test_the_deadline_is_worked_out_without_a_script_and_kept_by_nobody(client, guide):
    worked_on = timezone.localdate() - timedelta(days=8)

    response = client.get(ADDRESS, {"worked_on": worked_on.isoformat()})

    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert response.context["form"].deadline.last_day == worked_on + timedelta(days=28)
    assert "You have 20 days left." in response.content.decode()


def test_without_a_question_the_page_stays_cacheable(client, guide):
    response = client.get(ADDRESS)

    assert "public" in response["Cache-Control"]
    assert "Give the day you worked" not in response.content.decode()


def test_too_late_is_said_kindly_and_is_not_the_end(client, guide):
    worked_on = timezone.localdate() - timedelta(days=40)

    html = client.get(ADDRESS, {"worked_on": worked_on.isoformat()}).content.decode()

    assert "That was 12 days ago." in html
    assert "Tell the Guardian anyway" in html


@pytest.mark.parametrize("written", ["{:%d/%m/%Y}", "{:%d.%m.%Y}", "{:%d %B %Y}", "{:%Y-%m-%d}"])
def test_a_day_may_be_written_as_people_write_days(client, guide, written):
    worked_on = timezone.localdate() - timedelta(days=8)

    response = client.get(ADDRESS, {"worked_on": written.format(worked_on)})

    assert response.context["form"].deadline.worked_on == worked_on


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("", "Give the day you worked."),
        ("yesterday", "This is not a day we can read"),
        ("2026-02-30", "This is not a day we can read"),
        ("9999-12-31", "This day is in the future"),
        ("0001-01-01", "more than a year ago"),
        ("<script>alert(1)</script>", "This is not a day we can read"),
        ("2026-11-01\x00", "This is not a day we can read"),
        ("9" * 5000, "This is not a day we can read"),
        ("１２/１１/２０２６x", "This is not a day we can read"),
    ],
)
def test_a_hostile_day_is_an_error_beside_the_field(client, guide, asked, answer):
    response = client.get(ADDRESS, {"worked_on": asked})

    html = response.content.decode()
    assert response.status_code == 200
    assert answer in html
    assert "<script>alert" not in html
    assert "<title>Error: " in html
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("moment", ["2026-10-25 00:30+01:00", "2026-03-29 23:30+00:00"])
def test_today_is_the_day_it_is_here_even_when_the_clocks_change(client, guide, monkeypatch, moment):
    from datetime import datetime

    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(moment))
    here = {"2026-10-25 00:30+01:00": date(2026, 10, 25), "2026-03-29 23:30+00:00": date(2026, 3, 30)}

    response = client.get(ADDRESS, {"worked_on": here[moment].isoformat()})

    assert response.context["form"].deadline.days_left == 28
