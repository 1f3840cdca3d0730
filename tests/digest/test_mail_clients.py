"""Mails where mail programs drop what they drop: by published data on 2026's clients, and by what is left."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from recalibrate.digest.compose import DigestLine, Gain, as_text, letter

# What every Gmail, Outlook, Apple Mail, Yahoo, Samsung and Thunderbird keeps (data of caniemail, run over a
# letter by hand). `style` with @media is for dark only; `role` and `body` may go: nothing depends on them.
ELEMENTS = {"html", "head", "meta", "title", "style", "body", "table", "tr", "td", "p", "h1", "h2", "h3", "a",
            "strong"}  # fmt: skip
PROPERTIES = {"margin", "padding", "width", "background-color", "color", "font-family", "font-size",
              "line-height", "font-weight", "border-bottom", "border-top", "border-left"}  # fmt: skip
LINE = DigestLine("Corridor choir", "https://a.example/1/", "Summary", "By", "A note.", ("Figure: 1",))
LETTER = letter(
    [Gain("Heading", (LINE,), further=19, url="https://a.example/")],
    site="S", page_url="/", help_url="/help/", label="Sample", help_lines=["A: 1"],
)  # fmt: skip
CONTEXTS = {
    "digest": {"letter": LETTER, "site": "S", "leave_url": "l", "change_url": "c"},
    "confirm": {"site": "S", "titles": ["Corridor choir"], "url": "https://a.example/c/"},
    "last_letter": {"site": "S", "still": [], "offers": [("Corridor choir", "https://a.example/o/")],
                    "change_url": "c", "feeds_url": "https://a.example/feeds/"},
}  # fmt: skip
ALL = pytest.mark.parametrize("name", CONTEXTS)
# What a locked phone must not show: a title, a note, a list that was chosen, a feeling.
HIDDEN = ("A note", "Corridor", "Heading", "feel", "state of mind")


def html_of(name):
    return render_to_string(f"mail/{name}.html", CONTEXTS[name])


def text_of(name):
    if name == "digest":
        return as_text(LETTER, leave_url="l", change_url="c")
    return render_to_string(f"mail/{name}.txt", CONTEXTS[name])


def test_every_mail_in_html_is_tried_here(settings):
    found = {path.stem for path in Path(settings.BASE_DIR, "templates/mail").glob("*.html")}

    assert found - {"frame"} == set(CONTEXTS)


@ALL
def test_it_is_made_of_what_every_client_keeps(name):
    html = html_of(name)
    styles = ";".join(re.findall(r'style="([^"]*)"', html))

    assert {tag.name for tag in BeautifulSoup(html, "html.parser").find_all(True)} <= ELEMENTS
    assert {part.partition(":")[0].strip() for part in styles.split(";") if part.strip()} <= PROPERTIES
    assert len(html) < 100_000, "Gmail cuts a letter at 102 KB"


@ALL
def test_without_its_style_sheet_it_is_one_column_of_600_px_with_margins(name):
    soup = BeautifulSoup(html_of(name), "html.parser")
    soup.style.decompose()
    column = soup.find("td", width="600")

    assert "padding:24px 16px" in column["style"]
    assert len(column.parent.find_all("td", recursive=False)) == 3, "what is left of the window is beside it"
    for words in soup.find_all(["p", "h1", "h2", "h3"]):
        assert column in words.parents
        assert words.get_text(strip=True)
        assert "font-size" in words["style"]
        assert "color" in words["style"]


@ALL
def test_the_sites_name_leads_nowhere(name):
    """A name that were the link to confirm would be pressed by readers who look for the site."""
    assert not BeautifulSoup(html_of(name), "html.parser").h1.a


@ALL
def test_a_locked_phone_shows_no_more_than_the_subject(name):
    html = " ".join(BeautifulSoup(html_of(name), "html.parser").body.get_text(" ").split())
    text = " ".join(text_of(name).split())

    for shown in (html[:120], text[:120]):
        assert not any(words in shown for words in HIDDEN), shown
    assert name != "digest" or html.startswith("S 1 of 20 things this week.")


@ALL
def test_both_forms_of_a_mail_lead_to_the_same_places(name):
    linked = {link["href"] for link in BeautifulSoup(html_of(name), "html.parser").find_all("a")}

    assert linked
    for url in linked:
        assert url in text_of(name)


def test_a_letter_counts_what_it_only_points_to():
    assert ">And 19 more</a>" in html_of("digest")
