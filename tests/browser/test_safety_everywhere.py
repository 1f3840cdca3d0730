"""The content note and the numbers go wherever the words of the sample's hard posts go, in the site as it runs.

Each published post of level 2 and 3: on paper, in a reader view, in each feed's summary and text and in the
mail that a program makes of it, in what a link's preview shows, in the letter, and in the copy kept offline.
`tests/test_safety_survival.py` asks the same of both levels for posts made for it.
"""

import io
import json
import os
import re
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from network_line import Line
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from reader_view import reader_text
from running_site import ROOT, SampleSite

pytestmark = pytest.mark.browser

NUMBERS = ("116 123", "111")  # by day and by night, of the sample's help services
POSTS = [
    tomllib.loads(path.read_text())
    for path in Path(ROOT, "site/recalibrate/sample/content/posts").glob("*.toml")
]
HARD = [post for post in POSTS if post["sensitivity"] >= 2]
EACH = pytest.mark.parametrize("post", HARD, ids=lambda post: post["slug"])
LETTER = """
import json, sys
import django; django.setup()
from datetime import timedelta
from blog.models import PostPage
from recalibrate.digest.compose import as_text
from recalibrate.digest.issue import as_html, compose_for
made = {}
for post in PostPage.objects.published().filter(sensitivity__gte=2):
    at = post.first_published_at
    letter = compose_for("all", at + timedelta(seconds=1), at - timedelta(seconds=1))
    made[post.slug] = [as_text(letter, leave_url="l", change_url="c"), as_html(letter)]
json.dump(made, sys.stdout)
"""


def plain(text: str) -> str:
    """`text` without what differs between a page, a sheet and a mail: spaces, line ends, kinds of quotes."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text).replace("’", "'")


def words_of(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text(" ")


def first_words(post: dict[str, Any]) -> list[str]:
    """How the summary, the short version and each block of text begin: what a note has to come before."""
    texts = [post["summary"], words_of(post["short_version"])]
    texts += [words_of(block["value"]) for block in post["body"] if block["type"] in ("text", "inset")]
    return [plain(text)[:40] for text in texts]


def assert_warned(text: str, post: dict[str, Any], *, has_numbers: bool = True) -> None:
    said = plain(text)
    note = said.find(plain(post["content_note"]))
    met = [said.index(words) for words in first_words(post) if words in said]
    assert note >= 0, text[:500]
    assert not met or note < min(met)
    if has_numbers:
        assert met, "the post's own words are there to be looked for"
        assert all(plain(number) in said for number in NUMBERS)


def get(site: SampleSite, address: str) -> str:
    with urllib.request.urlopen(site.url + address, timeout=10) as answer:
        return str(answer.read().decode())


def test_the_sample_has_posts_of_both_levels() -> None:
    assert {post["sensitivity"] for post in HARD} == {2, 3}


@EACH
def test_on_paper(page: Page, post: dict[str, Any]) -> None:
    page.goto(f"/posts/{post['slug']}/")
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages

    assert_warned("".join(sheet.extract_text() for sheet in sheets), post)


@EACH
def test_in_a_reader_view_and_in_a_links_preview(sample_site: SampleSite, post: dict[str, Any]) -> None:
    html = get(sample_site, f"/posts/{post['slug']}/")
    described = [str(tag["content"]) for tag in BeautifulSoup(html, "html.parser").select('meta[content]')
                 if "description" in f"{tag.get('name')}{tag.get('property')}"]  # fmt: skip

    assert_warned(reader_text(html), post)
    assert len(described) >= 2
    for words in described:
        assert_warned(words, post, has_numbers=False)


@EACH
def test_in_each_feed_and_in_a_mail_made_of_it(sample_site: SampleSite, post: dict[str, Any]) -> None:
    def one_of(entries: Any, link: str) -> Any:
        return next(entry for entry in entries if f"/{post['slug']}/" in entry[link])

    parsed = one_of(feedparser.parse(get(sample_site, "/feeds/all.xml")).entries, "link")
    in_atom = one_of(feedparser.parse(get(sample_site, "/feeds/all.atom")).entries, "link")
    in_json = one_of(json.loads(get(sample_site, "/feeds/all.json"))["items"], "url")

    for summary in (parsed.summary, in_atom.summary, in_json["summary"]):
        assert_warned(summary, post, has_numbers=False)
    # rss2email mails the content as feedparser gives it, and the summary where there is none.
    for html in (parsed.content[0].value, in_atom.content[0].value, in_json["content_html"]):
        assert_warned(words_of(html), post)


def test_in_the_letter(sample_site: SampleSite) -> None:
    ours = {"DJANGO_SETTINGS_MODULE": "recalibrate.settings.dev"}
    ours["RECALIBRATE_VAR_DIR"] = str(sample_site.output.parent)
    command = [sys.executable, "-c", LETTER]
    made = subprocess.run(
        command, env=os.environ | ours, cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert made.returncode == 0, made.stderr
    letters = json.loads(made.stdout)

    assert set(letters) == {post["slug"] for post in HARD}
    for post in HARD:
        text, html = letters[post["slug"]]
        assert_warned(text, post)
        assert_warned(words_of(html), post)


@pytest.fixture
def line(sample_site: SampleSite) -> Iterator[Line]:
    opened = Line(urlsplit(sample_site.url).port)
    yield opened
    opened.close()


def test_in_the_copies_that_are_kept_offline(browser: Browser, line: Line) -> None:
    context = browser.new_context(base_url=f"http://localhost:{line.port}")
    reader = context.new_page()
    for post in HARD:
        reader.goto(f"/posts/{post['slug']}/")
        reader.get_by_role("button", name="Save for later").click()
        expect(reader.get_by_role("button", name="Saved on this device. Remove it")).to_be_visible(
            timeout=15_000
        )
    line.become("cut")

    for post in HARD:
        reader.goto(f"/posts/{post['slug']}/")
        assert_warned(reader.locator("main").inner_text(), post)
    context.close()
