"""A year's report: its quarters side by side, what they make together, and which of them are in."""

import csv
import io
import json

import pytest
from factories import GuardianReportPageFactory

from recalibrate.guardian.models import GuardianReportPage

FILES = "/guardian/figures/2026-27"


@pytest.fixture
def year(reports, publish_now):
    """Two of the year's four quarters are published."""
    publish_now(reports["2026-27-q2"])
    return GuardianReportPageFactory(title="The year 2026/27", slug="2026-27", quarter=0)


def html_of(client, report):
    response = client.get(report.url)
    assert response.status_code == 200
    return response.content.decode()


def rows_of(client):
    return list(csv.DictReader(io.StringIO(client.get(f"{FILES}.csv").content.decode())))


def test_a_year_stands_beside_its_quarters_and_says_which_are_in(client, year):
    html = html_of(client, year)

    assert "The year’s figures are those of Q1 and Q2 alone: Q3 and Q4 are not published here." in html
    columns = '<th scope="col">Q1 2026/27</th><th scope="col">Q2 2026/27</th><th scope="col">2026/27</th>'
    assert columns in html
    assert '<th scope="row">Exception reports raised</th><td>304</td><td>338</td><td>642</td>' in html
    outstanding = "Exception reports outstanding, year: at its end"
    assert f'<th scope="row">{outstanding}</th><td>31</td><td>33</td><td>33</td>' in html
    assert "<dt>Exception reports raised</dt><dd>642</dd>" in html


def test_its_charts_tell_the_year_where_quarters_add_up(client, year):
    html = html_of(client, year)

    assert "465 of 642 reports had a first response within 7 days (72%)" in html
    assert "Additional hours: 420 of 642 reports (65%)" in html
    assert "Each bar is a quarter, the last one the year so far" in html
    assert "Exception reports raised a month, April 2026 to September 2026" in html


def test_a_quarter_that_withholds_leaves_the_year_withheld(client, year):
    rows = {(r["report"], r["measure"], r["dimension"], r["category"]): r for r in rows_of(client)}

    detriment = rows["2026-27", "survey_detriment", "trust", "All"]
    assert (detriment["value"], detriment["status"]) == ("", "c")
    assert not {"ENT", "Psychiatry"} & {key[3] for key in rows}
    assert ("2026-27", "fines_count", "department", "General medicine") not in rows


def test_its_files_have_the_quarters_and_the_year(client, year):
    rows = {(r["report"], r["measure"]): r for r in rows_of(client) if r["dimension"] == "trust"}
    assert rows["2026-27-Q1", "er_raised"]["value"] == "304"
    whole = rows["2026-27", "er_raised"]
    assert (whole["value"], whole["note"]) == ("642", "Q1 and Q2 only")
    assert (whole["period_start"], whole["period_end"]) == ("2026-04-01", "2027-03-31")
    assert rows["2026-27", "er_within_7_days"]["value"] == "72.4"

    document = json.loads(client.get(f"{FILES}.json").content)
    assert document["quarters"] == ["2026-27-Q1", "2026-27-Q2"]
    assert {f["report"] for f in document["figures"]} == {"2026-27-Q1", "2026-27-Q2", "2026-27"}
    reasons = client.get(f"{FILES}/charts/reasons.csv").content.decode()
    assert "2026-27,2026-04-01,2027-03-31,er_raised,reason,Additional hours,420,count" in reasons


def test_its_poster_says_which_quarters_are_in(client, year):
    html = client.get(f"{FILES}/poster/").content.decode()

    assert "those of Q1 and Q2 alone" in html
    assert "<dd>642</dd>" in html


def test_before_the_board_has_met_a_year_is_nowhere(client, reports):
    year = GuardianReportPageFactory(title="The year 2026/27", slug="2026-27", quarter=0)
    GuardianReportPage.objects.filter(pk=year.pk).update(board_on=None)

    for address in (
        year.url,
        f"{FILES}.csv",
        f"{FILES}.json",
        f"{FILES}/poster/",
        f"{FILES}/charts/reasons.svg",
    ):
        assert client.get(address).status_code == 404, address


def test_a_year_never_shows_a_quarter_under_embargo(client, reports):
    year = GuardianReportPageFactory(title="The year 2026/27", slug="2026-27", quarter=0)

    html = html_of(client, year)

    assert "those of Q1 alone: Q2, Q3 and Q4 are not published here." in html
    assert {row["report"] for row in rows_of(client)} == {"2026-27-Q1", "2026-27"}
    assert "338" not in html


def test_a_year_without_any_published_quarter_has_no_figures(client, reports):
    year = GuardianReportPageFactory(title="The year 2030/31", slug="2030-31", start_year=2030, quarter=0)

    assert "No figures have been entered for this report." in html_of(client, year)
    assert client.get("/guardian/figures/2030-31.csv").status_code == 404
