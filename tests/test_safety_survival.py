"""A content note and the help beside it go wherever a post's words go: one test for every way out.

Each published post of level 2 and 3, as a reader view leaves it, in the summaries and texts of each feed
format, in the letter, in what previews and assistants read, and in the copy that is kept offline.
"""

import json
import re
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from factories import HelpServiceFactory, PostPageFactory
from reader_view import reader_text

from blog.models import PostPage
from recalibrate.digest.compose import as_text
from recalibrate.digest.issue import as_html, compose_for
from recalibrate.help_services.models import HelpService

ROOT = Path(__file__).parents[1]
NOTE = "Describes what nobody should meet unprepared."
WORDS = "A sentence that is hard to read."
NUMBER = "0800 000 0001"
LEVELS = pytest.mark.parametrize("level", [2, 3])


@pytest.fixture
def post(home, level) -> PostPage:
    HelpService.objects.update(is_in_panels=False)
    HelpServiceFactory(name="Somebody to ring", phone=NUMBER, is_in_panels=True)
    body = [{"type": "text", "value": f"<p>{WORDS} {'And more about it. ' * 20}</p>"}]
    return PostPageFactory(sensitivity=level, content_note=NOTE, summary=WORDS, body=body, slug="hard")


def assert_safe(text: str, *, has_number: bool = True) -> None:
    """The note before the first sensitive words, and a number to ring."""
    assert NOTE in text
    if WORDS in text:
        assert text.index(NOTE) < text.index(WORDS)
    if has_number:
        assert NUMBER in text


@LEVELS
def test_in_a_reader_view(client, post):
    text = reader_text(client.get(post.get_url()).content.decode())

    assert WORDS in text
    assert_safe(text)
    assert text.index(NUMBER) < text.index(WORDS), "help comes first, too"


@LEVELS
def test_in_the_summary_and_the_text_of_each_feed(client, post):
    json_item = json.loads(client.get("/feeds/all.json").content)["items"][0]
    rss = ElementTree.fromstring(client.get("/feeds/all.xml").content).find("channel/item")
    atom_name = "{http://www.w3.org/2005/Atom}"
    atom = ElementTree.fromstring(client.get("/feeds/all.atom").content).find(f"{atom_name}entry")
    summaries = [json_item["summary"], rss.findtext("description"), atom.findtext(f"{atom_name}summary")]
    texts = [
        json_item["content_html"],
        rss.findtext("{http://purl.org/rss/1.0/modules/content/}encoded"),
        atom.findtext(f"{atom_name}content"),
    ]

    for summary in summaries:
        assert summary.startswith(f"Before you read: {NOTE}")
        assert_safe(summary, has_number=False)
    for text in texts:
        assert_safe(BeautifulSoup(text, "html.parser").get_text(" "))


@LEVELS
def test_in_the_letter_as_text_and_as_html(post):
    letter = compose_for("all", timezone.now() + timedelta(hours=1))
    html = BeautifulSoup(as_html(letter), "html.parser").get_text(" ")

    assert_safe(as_text(letter, leave_url="https://a.example/", change_url="https://b.example/"))
    assert_safe(html)


@LEVELS
def test_in_what_previews_and_assistants_read(client, post):
    html = client.get(post.get_url()).content.decode()
    soup = BeautifulSoup(html, "html.parser")
    described = [tag["content"] for tag in soup.find_all("meta") if "description" in str(tag)]
    linked = [json.loads(tag.string) for tag in soup.find_all("script", type="application/ld+json")]
    described += re.findall(r'"description": "(Before[^"]*|[^"]*hard to read[^"]*)"', json.dumps(linked))

    assert len(described) >= 3
    for words in described:
        assert words.startswith(f"Before you read: {NOTE}")


@LEVELS
def test_on_paper_and_offline_the_page_is_what_was_published(client, post):
    """Print hides the links of the note and nothing else of it; what is kept offline is the page itself."""
    css = (ROOT / "static/css/site.css").read_text()
    prints = css.split("@media print")[1:]
    hidden = re.findall(r"([^{}]+)\{[^}]*display: none", "".join(prints))

    assert not any(re.search(r"\.(help-panel|call-list|content-note)\s*[,{]?\s*$", rule) for rule in hidden)
    assert "keep: { path, assets: assets() }" in (ROOT / "static/js/keep.js").read_text()


def test_the_four_things_of_a_states_page_are_in_a_reader_view(home, client):
    HelpServiceFactory(name="Somebody to ring", phone=NUMBER, is_in_panels=True)
    PostPageFactory(title="A short read")
    text = reader_text(client.get("/states/fatigue/").content.decode())

    four = ["A short read", "Stand up.", "Book the rest room.", "Who to talk to"]
    places = [text.index(words) for words in four]
    assert places == sorted(places)
    assert NUMBER in text


def test_no_note_owes_its_words_to_a_style_sheet():
    """Whatever strips a page's looks would leave a sentence that says nothing of what it is for."""
    assert "Before you read" not in "".join(path.read_text() for path in (ROOT / "static/css").glob("*.css"))
    for path in (ROOT / "templates").rglob("*.html"):
        for note in re.findall(r'class="content-note-short">(.*?)</', path.read_text()):
            assert "Before you read:" in note, path
