"""The letter where mail programs drop what they drop: by published data on 2026's clients, and by what is left."""

import re

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from recalibrate.digest.compose import DigestLine, Gain, letter

# What every Gmail, Outlook, Apple Mail, Yahoo, Samsung and Thunderbird keeps (data of caniemail, run over a
# letter by hand). `style` with @media is for dark only; `role` and `body` may go: nothing depends on them.
ELEMENTS = {"html", "head", "meta", "title", "style", "body", "table", "tr", "td", "p", "h1", "h2", "h3", "a",
            "strong"}  # fmt: skip
PROPERTIES = {"margin", "padding", "width", "background-color", "color", "font-family", "font-size",
              "line-height", "font-weight", "border-bottom", "border-top", "border-left"}  # fmt: skip


@pytest.fixture
def html():
    lines = (
        DigestLine("Corridor choir", "https://a.example/1/", "Summary", "By", "A note.", ("Figure: 1",)),
    )
    gain = Gain("Heading", lines, further=19, url="https://a.example/")
    composed = letter([gain], site="S", page_url="/", help_url="/help/", label="Sample", help_lines=["A: 1"])
    return render_to_string("mail/digest.html", {"letter": composed, "leave_url": "l", "change_url": "c"})


def test_it_is_made_of_what_every_client_keeps(html):
    styles = ";".join(re.findall(r'style="([^"]*)"', html))

    assert {tag.name for tag in BeautifulSoup(html, "html.parser").find_all(True)} <= ELEMENTS
    assert {part.partition(":")[0].strip() for part in styles.split(";") if part.strip()} <= PROPERTIES
    assert len(html) < 100_000, "Gmail cuts a letter at 102 KB"


def test_without_its_style_sheet_it_is_one_column_of_600_px_with_margins(html):
    soup = BeautifulSoup(html, "html.parser")
    soup.style.decompose()
    column = soup.find("td", width="600")

    assert "padding:24px 16px" in column["style"]
    assert len(column.parent.find_all("td", recursive=False)) == 3, "what is left of the window is beside it"
    for words in soup.find_all(["p", "h1", "h2", "h3"]):
        assert column in words.parents
        assert "font-size" in words["style"]
        assert "color" in words["style"]


def test_the_first_words_of_the_html_say_no_more_than_the_subject(html):
    text = " ".join(BeautifulSoup(html, "html.parser").body.get_text(" ").split())

    assert text.startswith("S 1 of 20 things this week.")
    assert not any(words in text[:120] for words in ("A note.", "Corridor", "Heading"))


def test_a_letter_counts_what_it_only_points_to(html):
    assert ">And 19 more</a>" in html
