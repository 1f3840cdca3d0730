"""What the sample's three quarters look like."""

import gzip
import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from recalibrate.guardian.charts.quarterly import charts_of
from recalibrate.guardian.charts.types import ChartEvent
from recalibrate.guardian.figures.disclosure import publish_figures
from recalibrate.guardian.figures.entered import Figure
from recalibrate.guardian.figures.periods import parse_period
from recalibrate.guardian.figures.types import Thresholds

EVENTS = (ChartEvent(date(2026, 2, 4), "new rules"), ChartEvent(date(2026, 8, 5), "August changeover"))
FINDINGS = {
    "months": "August 2026 had 141 reports, the most in these 9 months",
    "rates": "Reports per ten doctors range from 2.4 (Anaesthetics and critical care) to 14.5 "
    "(General surgery)",
    "reasons": "Additional hours: 219 of 338 reports (65%)",
    "responses": "251 of 338 reports had a first response within 7 days (74%)",
    "outcomes": "Payment: 219 of 336 closed reports (65%)",
    "shifts": "137 of 702 requested locum shifts stayed unfilled (20%)",
    "vacancies": "21.7 whole-time posts were vacant on average",
    "fund": "The fund took in £1,748.25, spent £895.50 and holds £3,337.00",
    "notice": "Rota notice was met for 79% to 91%, depending on the notice",
    "survey": "Of those who answered, 9% had trouble getting access or completing a report and 26% worried "
    "that reporting might count against them",
}


@pytest.fixture(scope="module")
def charts(public):
    return {chart.slug: chart for chart in charts_of(public, EVENTS)}


def svg(chart):
    return render_to_string("charts/drawing.svg", {"chart": chart})


def words(chart):
    return [word.text for word in chart.drawing.words]


def test_every_chart_is_there_and_says_what_it_found(charts):
    assert {slug: chart.finding for slug, chart in charts.items()} == FINDINGS


@pytest.mark.parametrize("slug", FINDINGS)
def test_a_chart_is_a_small_valid_picture_with_a_name_and_a_description(charts, slug):
    text = svg(charts[slug])
    root = ElementTree.fromstring(text)
    ids = {element.get("id") for element in root.iter() if element.get("id")}

    assert root.get("role") == "img"
    assert set(root.get("aria-labelledby").split()) <= ids
    assert FINDINGS[slug] in "".join(root.itertext())
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= ids
    assert len(gzip.compress(text.encode())) <= 2048


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_language_writes_its_comma_into_a_coordinate(charts, language):
    english = svg(charts["months"])
    with translation.override(language):
        assert svg(charts["months"]) == english


def test_no_two_charts_share_an_id(charts):
    ids = re.findall(r' id="([^"]+)"', "".join(svg(chart) for chart in charts.values()))

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("slug", FINDINGS)
def test_nothing_is_drawn_outside_its_frame(charts, slug):
    drawing = charts[slug].drawing

    for box in drawing.boxes:
        assert 0 <= box.x <= box.x + box.width <= 100.01
        assert 0 <= box.y <= box.y + box.height <= drawing.height
    for word in drawing.words:
        assert 0 <= word.x <= 100
        assert 0 <= word.y <= drawing.height + 1


def test_months_have_their_median_and_what_happened_meanwhile(charts):
    said = words(charts["months"])

    assert said[said.index("median") : said.index("median") + 2] == ["median", "98"]
    assert "4 Feb: new rules" in said
    assert "5 Aug: August changeover" in said
    assert {"49", "68", "87", "98", "101", "105", "84", "141", "113"} <= set(said)


def test_an_event_of_another_time_is_left_out(public):
    chart = charts_of(
        public, [ChartEvent(date(2025, 8, 6), "too early"), ChartEvent(date(2026, 10, 1), "too late")]
    )[0]

    assert not {"6 Aug: too early", "1 Oct: too late"} & set(words(chart))


def test_rates_are_sorted_and_know_only_public_rows(charts):
    said = words(charts["rates"])

    assert said[:4] == ["General surgery", "14.5", "General medicine", "9.5"]
    assert "Other specialties (combined)" in said
    assert not {"ENT", "Psychiatry"} & set(said)


def test_no_chart_table_or_text_names_what_is_withheld(charts):
    for chart in charts.values():
        assert not re.search(r"\bENT\b|Psychiatry", svg(chart) + chart.plain_text)


def test_a_quarter_without_a_survey_is_a_gap_with_its_reason(charts):
    assert words(charts["survey"]).count("not measured [x]") == 2
    assert dict(charts["survey"].table.rows)["Reported actual or threatened detriment"] == (
        "not measured [x]",
        "7",
        "withheld [c]",
    )


def test_the_key_gives_the_latest_quarters_values_as_words(charts):
    assert {"Within 7 days", "251 (74%)", "Still waiting", "25 (7%)"} <= set(words(charts["responses"]))


def test_the_fund_goes_from_balance_to_balance(charts):
    said = words(charts["fund"])

    assert said[said.index("Q2 2026/27: fines in") :] == [
        "Q2 2026/27: fines in", "+£1,748.25", "Q2 2026/27: spent", "−£895.50",
        "Q2 2026/27: balance", "£3,337.00",
    ]  # fmt: skip


def test_a_chart_can_be_pasted_into_a_board_paper(charts):
    assert charts["reasons"].plain_text.splitlines()[:4] == [
        "Additional hours: 219 of 338 reports (65%)",
        "Exception reports raised, by main reason, Q2 2026/27.",
        "(Q4 2025/26 | Q1 2026/27 | Q2 2026/27)",
        "Additional hours: 132 | 201 | 219",
    ]


def test_no_chart_ranks_blames_or_colours_good_and_bad(charts):
    said = " ".join(svg(chart) + chart.plain_text for chart in charts.values()).lower()

    assert not re.search(r"\b(worst|best|red|amber|green|league|top|bottom|failing|poor)\b", said)


def test_without_figures_there_are_no_charts(vocabulary):
    assert charts_of(publish_figures([], vocabulary, Thresholds())) == ()


def test_a_quarter_of_noughts_is_drawn_and_divides_nothing(vocabulary):
    period = parse_period("2026-27-Q3")
    figures = [
        Figure(measure=measure, period=period, dimension=dimension, category=category, value=Decimal(0))
        for measure, dimension in (("er_raised", "reason"), ("er_raised", "response"), ("er_raised", "month"))
        for category in (c.slug for c in vocabulary.categories_of(dimension))
    ]

    charts = charts_of(publish_figures(figures, vocabulary, Thresholds()))

    assert [chart.slug for chart in charts] == ["months", "reasons", "responses"]
    for chart in charts:
        ElementTree.fromstring(svg(chart))


def test_a_hostile_name_stays_text(vocabulary, public):
    from dataclasses import replace

    rows = tuple(
        replace(figure, name="<script>alert(1)</script>") if figure.dimension == "reason" else figure
        for figure in public.figures
    )
    chart = {c.slug: c for c in charts_of(replace(public, figures=rows))}["reasons"]

    assert "<script>" not in svg(chart)
    ElementTree.fromstring(svg(chart))
