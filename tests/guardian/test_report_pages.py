"""What readers see of a report: the page, all quarters together, files of charts, and the poster."""

import csv
import gzip
import io
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import GuardianUpdatePageFactory, YouSaidFactory

from recalibrate.core.models import SiteRevision

REPORT = "/guardian/2026-27-q1/"
FIGURES = "/guardian/figures/"
EMBARGOED = [
    "/guardian/2026-27-q2/",
    "/guardian/figures/2026-27-Q2/charts/months.svg",
    "/guardian/figures/2026-27-Q2/charts/rates.csv",
    "/guardian/figures/2026-27-Q2/poster/",
]
CHARTS = ["months", "rates", "reasons", "responses", "outcomes", "shifts", "vacancies", "fund", "notice"]


def html_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_report_tells_three_things_then_the_story_then_every_figure(client, reports):
    html = html_of(client, REPORT)

    places = [html.index(text) for text in ("Three things to know", "Issues arising", "The figures")]
    assert places == sorted(places)
    for slug in CHARTS:
        assert f'id="chart-{slug}"' in html
    assert html.count("<figure>") == html.count("<svg xmlns") == 10


def test_every_chart_has_its_table_beside_it_and_the_standing_caption_above(client, reports):
    html = html_of(client, REPORT)

    for figure in re.findall(r"<figure class=\"chart.*?</figure>", html, re.S):
        assert "<caption>" in figure
        assert '<th scope="row">' in figure
        assert "As text, for a board paper" in figure
    assert html.index("More reports do not mean less safe work.") < html.index('id="chart-months"')


def test_a_report_shows_the_public_rows_and_not_the_small_departments(client, reports):
    html = html_of(client, REPORT)

    assert "Other specialties (combined)" in html
    assert not re.search(r"\bENT\b|Psychiatry", html)


def test_a_correction_is_announced_at_the_top_and_told_at_the_end(client, reports):
    html = html_of(client, REPORT)

    assert html.index("This report has been corrected.") < html.index("from 303 to 304")


def test_a_report_says_what_changed_because_of_reporting(client, reports):
    YouSaidFactory(you_said="The rest room is locked at night", progress="done", we_did="Swipe access.")

    html = html_of(client, REPORT)

    assert "What changed because of reporting" in html
    assert "Swipe access." in html


def test_every_quarter_so_far_stands_together(client, reports, publish_now):
    publish_now(reports["2026-27-q2"])

    response = client.get(FIGURES)

    html = response.content.decode()
    assert "August 2026 had 141 reports, the most in these 9 months" in html
    assert "5 Aug: August changeover" in html
    assert len(response.context["reports"]) == 3


def test_the_corner_leads_to_everything_the_guardian_does(client, reports):
    html = html_of(client, "/guardian/")

    for address in ("/guardian/you-said-we-did/", FIGURES, REPORT):
        assert f'href="{address}"' in html
    assert "the next report" in html.lower()
    assert 'id="chart-months"' in html


def test_without_any_report_the_pages_say_so(client, home):
    assert "No report has been published yet" in html_of(client, FIGURES)
    assert 'id="chart-months"' not in html_of(client, "/guardian/")


def test_page_picture_file_and_poster_are_there_only_once_the_board_has_met(client, reports, publish_now):
    before = [client.get(address).status_code for address in EMBARGOED]

    publish_now(reports["2026-27-q2"])

    assert before == [404] * 4
    assert [client.get(address).status_code for address in EMBARGOED] == [200] * 4


def test_what_there_is_not_is_a_404(client, reports):
    for address in (
        "/guardian/figures/2026-27-Q9/charts/months.svg",
        "/guardian/figures/2026-29-Q1/charts/months.svg",
        "/guardian/figures/nonsense/charts/months.svg",
        "/guardian/figures/2026-27-Q1/charts/none.svg",
        "/guardian/figures/2026-27-Q1/charts/none.csv",
        "/guardian/figures/2025-26/poster/",
    ):
        assert client.get(address).status_code == 404, address


def test_each_chart_is_a_picture_of_its_own(client, reports):
    for slug in CHARTS:
        response = client.get(f"/guardian/figures/2026-27-Q1/charts/{slug}.svg")

        root = ElementTree.fromstring(response.content)
        assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
        assert "style-src 'self' 'unsafe-inline'" in response["Content-Security-Policy"]
        assert "script-src 'self' 'sha256-" in response["Content-Security-Policy"]
        assert root.find(".//{http://www.w3.org/2000/svg}title").text
        assert "Guardian of Safe Working Hours" in "".join(root.itertext())


def test_a_charts_own_file_has_exactly_its_public_figures(client, reports):
    response = client.get("/guardian/figures/2026-27-Q1/charts/rates.csv")

    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {row["measure"] for row in rows} == {"er_raised_per_10_doctors"}
    assert {row["report"] for row in rows} == {"2025-26-Q4", "2026-27-Q1"}
    assert ("General surgery", "11.3") in {(row["category"], row["value"]) for row in rows}
    assert not {"ENT", "Psychiatry"} & {row["category"] for row in rows}


def test_pictures_files_and_posters_say_that_a_sample_is_one(client, reports):
    from recalibrate.core.models import SiteIdentity

    SiteIdentity.objects.update(sample_label="Sample data: not a real trust")

    for address in (
        REPORT,
        FIGURES,
        "/guardian/figures/2026-27-Q1/charts/rates.csv",
        "/guardian/figures/2026-27-Q1/charts/rates.svg",
        "/guardian/figures/2026-27-Q1/poster/",
    ):
        assert "Sample data: not a real trust" in html_of(client, address), address


def test_the_poster_is_one_finding_and_a_code_that_leads_to_the_page(client, reports):
    html = html_of(client, "/guardian/figures/2026-27-Q1/poster/")

    assert 'aria-label="QR code for http' in html
    assert re.search(r'aria-label="QR code for [^"]+/guardian/2026-27-q1/"', html)
    assert html.count("<figure") == 1
    assert '<meta name="robots" content="noindex">' in html


def test_an_editors_preview_says_that_nobody_else_may_read_it(reports):
    response = reports["2026-27-q2"].make_preview_request()

    html = response.render().content.decode()
    assert "Not public yet." in html
    assert "/charts/months.svg" not in html
    assert "A4 poster" not in html
    assert not re.search(r"\bENT\b|Psychiatry", html)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert len(gzip.compress(response.content)) <= 20 * 1024
    return [query["sql"] for query in captured]


def test_pages_of_figures_stay_within_their_budgets(client, reports, publish_now):
    publish_now(reports["2026-27-q2"])
    addresses = ("/guardian/2026-27-q2/", FIGURES, "/guardian/")
    for _ in range(2):
        YouSaidFactory()
        GuardianUpdatePageFactory()
    few = {address: queries(client, address) for address in addresses}

    for _ in range(6):
        YouSaidFactory()
        GuardianUpdatePageFactory()

    for address in addresses:
        many = queries(client, address)
        assert len(many) == len(few[address]) <= 15, "\n".join(many)


@pytest.mark.parametrize("address", [REPORT, FIGURES, "/guardian/", "/guardian/figures/2026-27-Q1/poster/"])
def test_the_first_reader_after_a_change_does_not_wait_for_long(client, reports, address):
    client.get(address)
    SiteRevision.bump()

    with CaptureQueriesContext(connection) as captured:
        client.get(address)

    assert len(captured) <= 16, "\n".join(query["sql"] for query in captured)
