"""A report's files and feed entry, as anybody gets them."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest

from recalibrate.core.models import SiteIdentity
from recalibrate.guardian import publication, store
from recalibrate.guardian.enter import Reason, replace_figures

ATOM = "{http://www.w3.org/2005/Atom}"


def lines(response):
    return list(csv.DictReader(io.StringIO(response.content.decode())))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_nothing_can_be_had_before_the_board_has_met(client, reports, publish_now, form):
    address = f"/guardian/figures/2026-27-Q2.{form}"
    assert client.get(address).status_code == 404
    assert b"2026-27-Q2" not in client.get(f"/guardian/figures/all.{form}").content

    publish_now(reports["2026-27-q2"])

    assert client.get(address).status_code == 200
    assert b"2026-27-Q2" in client.get(f"/guardian/figures/all.{form}").content


@pytest.mark.parametrize("key", ["2030-31-Q1", "2026-27", "nothing", "2026-28-Q1", "all-"])
def test_what_is_not_there_is_404(client, reports, key):
    assert client.get(f"/guardian/figures/{key}.csv").status_code == 404


def test_a_csv_is_tidy_and_labelled_as_sample(client, reports):
    SiteIdentity.objects.update(sample_label="Sample data: not a real trust")
    response = client.get("/guardian/figures/2026-27-Q1.csv")

    found = lines(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert {line["report"] for line in found} == {"2026-27-Q1"}
    assert found[0]["note"] == "Sample data: not a real trust"
    assert [line["value"] for line in found if line["measure"] == "fund_closing"] == ["2484.25"]


@pytest.mark.parametrize("address", ["/guardian/figures/2026-27-Q1.csv", "/guardian/figures/all.json"])
def test_no_file_holds_a_row_that_is_not_shown(client, reports, address):
    text = client.get(address).content.decode()

    named = text.replace("Obstetrics and gynaecology; Psychiatry; ENT", "")
    assert "ENT" not in named
    assert "Psychiatry" not in named
    by_department = re.findall(r"er_(?:closed|outstanding|carried_over),department", text)
    assert not by_department


def test_json_says_what_it_is_and_what_was_corrected(client, reports):
    document = json.loads(client.get("/guardian/figures/2026-27-Q1.json").content)

    assert document["schema_version"] == 1
    assert document["licence"] == "Open Government Licence v3.0"
    assert document["citation"].endswith(document["url"])
    assert [line["date"] for line in document["corrections"]] == ["2026-08-14"]
    assert {f["report"] for f in document["figures"]} == {"2026-27-Q1"}


def test_a_file_answers_304_until_a_correction(client, reports):
    address = "/guardian/figures/2026-27-Q1.csv"
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304

    report = reports["2026-27-q1"]
    figures = [f for f in store.entered_figures([report.pk]) if f.measure != "er_isc"]
    replace_figures(report, figures, reason=Reason("Counted twice.", "Immediate safety concerns withdrawn."))

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_the_page_describes_its_data_set(client, reports):
    html = client.get(reports["2026-27-q1"].url).content.decode()

    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])
    data_set = next(thing for thing in found["@graph"] if thing["@type"] == "Dataset")
    assert data_set["temporalCoverage"] == "2026-04-01/2026-06-30"
    assert [d["contentUrl"][-4:] for d in data_set["distribution"]] == [".csv", "json"]


def test_a_report_is_in_the_feed_with_tables_and_keeps_its_id_when_corrected(client, reports):
    def entry():
        feed = ElementTree.fromstring(client.get("/feeds/guardian.atom").content)
        return next(e for e in feed.iter(f"{ATOM}entry") if "Q1 2026/27" in e.findtext(f"{ATOM}title"))

    before = entry()
    html = before.findtext(f"{ATOM}content")
    assert "Other specialties (combined)" in html
    assert "trust total from 303 to 304" in html
    assert "<svg" not in html
    assert "ENT<" not in html

    report = reports["2026-27-q1"]
    figures = [f for f in store.entered_figures([report.pk]) if f.measure != "er_isc"]
    replace_figures(report, figures, reason=Reason("Counted twice.", "Immediate safety concerns withdrawn."))

    after = entry()
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}updated") > before.findtext(f"{ATOM}updated")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")
    assert "Immediate safety concerns withdrawn." in after.findtext(f"{ATOM}content")


def test_figures_cost_one_query_while_nothing_changes(reports, django_assert_num_queries):
    publication.public_figures()

    with django_assert_num_queries(1):
        publication.public_figures()
