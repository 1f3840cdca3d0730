"""Each kind of page in Firefox and WebKitGTK: it fits, breaks no word, keeps its notes in reader view and on paper."""

import io
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from engines.driving import Window
from pypdf import PdfReader
from running_site import ROOT

pytestmark = pytest.mark.engines

PAGES = (
    "/", "/states/", "/states/fatigue/", "/posts/", "/posts/the-decimal-point/", "/posts/toast-at-three/",
    "/guardian/", "/guardian/2026-27-q1/", "/guardian/figures/", "/guardian/you-said-we-did/",
    "/guardian/exception-reporting/", "/programmes/", "/programmes/recalibrate/", "/programmes/recalibrate/4-fatigue/",
    "/programmes/results/", "/programmes/calls/", "/programmes/exercises/", "/picks/", "/feeds/", "/by-email/",
    "/help/", "/search/?q=tired", "/write/", "/about/", "/dates/", "/shelf/", "/contributors/padraig-lowe/",
    "/nothing/",
)  # fmt: skip
EACH = pytest.mark.parametrize("address", PAGES)
POSTS = Path(ROOT, "site/recalibrate/sample/content/posts").glob("*.toml")
HARD = [post for post in map(tomllib.loads, (path.read_text() for path in POSTS)) if post["sensitivity"] >= 2]
PICTURES = os.environ.get("ENGINE_PICTURES")  # a folder: each page is kept there as it looks in each engine
TOO_WIDE = """
  const edge = document.documentElement.clientWidth + 1;
  const { scrollWidth } = document.documentElement;
  const found = scrollWidth > edge ? [`page ${scrollWidth} > ${edge}`] : [];
  for (const words of document.querySelectorAll("main svg text")) {
    const { right, left, width } = words.getBoundingClientRect();
    if (width && (right > edge || left < -1)) found.push(`chart: ${words.textContent}`);
  }
  return found;
"""
# Words on more lines than arguments[0], in what a hurried reader looks at first. One with a
# hyphen, a slash or a dot may break there.
BROKEN_WORDS = """
  const found = [], most = arguments[0];
  const first = "h1, h2, h3, button, .button, .state-tile, .state-choice, nav a, label, dt";
  for (const one of document.querySelectorAll(first)) {
    if (!one.checkVisibility?.() || one.closest(".visually-hidden, [aria-hidden], svg")) continue;
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const { 0: word, index } of texts.currentNode.data.matchAll(/[\\p{L}\\d]{3,}/gu)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
        const lines = new Set(boxes.map((box) => Math.round(box.top))).size;
        if (lines > most) found.push(`${word} on ${lines} lines in ${one.textContent.trim().slice(0, 40)}`);
      }
    }
  }
  return [...new Set(found)];
"""

# What is folded away and is to be read. Not the choice of other states; and a report prints tables of its own.
FOLDED = """
  const parts = [...document.querySelectorAll("main details > :not(summary)")];
  const read = parts.filter((part) => !part.closest(".more-words, .report, .state-tiles"));
  return read.map((part) => part.textContent).filter((words) => words.length > 150);
"""


def open_at(window: Window, address: str, width: int) -> None:
    """Firefox's window is no narrower than 500 px: there a page is as narrow when it is zoomed."""
    window.resize(width, 900)
    window.open(address)
    if window.engine == "firefox" and (shown := int(window.script("return innerWidth"))) > width:
        window.zoom(shown / width)


def faults(window: Window, lines: int = 1) -> list[str]:
    return [*window.script(TOO_WIDE), *window.script(BROKEN_WORDS, lines)]


def keep_picture(window: Window, name: str) -> None:
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        Path(PICTURES, f"{name}-{window.engine}.png".replace("/", "_")).write_bytes(window.picture())


@EACH
def test_a_page_has_one_title_and_fits_on_a_phone_and_a_desk(window: Window, address: str) -> None:
    for width in (390, 1280):
        open_at(window, address, width)
        for look in ("light", "night") if width == 390 or PICTURES else ("light",):
            window.script("document.documentElement.dataset.theme = arguments[0]", look)
            keep_picture(window, f"{address.strip('/') or 'home'}-{width}-{look}")
        assert window.script("return document.querySelectorAll('h1').length") == 1
        assert faults(window) == [], width


@EACH
def test_large_text_makes_no_page_scroll_sideways_and_no_column_of_letters(
    window: Window, address: str
) -> None:
    """Text alone twice as large on a phone: a default of 32 px, or the browser's own setting for text."""
    open_at(window, address, 390)
    window.script("document.documentElement.style.fontSize = '200%'")

    assert faults(window, lines=2) == []


@EACH
def test_four_times_as_large_on_a_desk_it_fits(window: Window, address: str) -> None:
    if window.engine != "firefox":
        pytest.skip("WebKit's driver cannot zoom; a narrow window is the same to it")
    window.resize(1280, 1000)
    window.open(address)
    window.zoom(4)

    assert window.script("return innerWidth") < 330
    assert faults(window, lines=2) == []


@pytest.mark.parametrize("post", HARD, ids=lambda post: post["slug"])
def test_mozillas_own_reader_view_keeps_the_note_and_the_numbers_first(
    window: Window, post: dict[str, Any]
) -> None:
    if window.engine != "firefox":
        pytest.skip("about:reader is Firefox's")
    window.go(f"about:reader?url={window.base}/posts/{post['slug']}/")
    window.reads(post["content_note"])
    text = " ".join(window.script("return document.body.innerText").split())
    begins = " ".join(re.sub("<[^>]*>", " ", post["short_version"]).split())[:40]

    places = [text.index(words) for words in ("Before you read:", post["content_note"], "116 123", begins)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "address", ["/", "/posts/the-decimal-point/", "/guardian/2026-27-q1/", "/help/", "/about/"]
)
def test_paper_opens_what_is_folded_and_names_no_address_of_ours(window: Window, address: str) -> None:
    if window.engine != "firefox":
        pytest.skip("WebKit's driver cannot print")
    window.open(address)
    folded = window.script(FOLDED)
    window.script("document.documentElement.dataset.theme = 'night'")
    printed = window.printed()
    keep_sheets(printed, address)
    text = "".join("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed)).pages).split())

    assert "(/" not in text
    for part in folded:
        assert "".join(part.split())[:25] in text


def keep_sheets(printed: bytes, address: str) -> None:
    if PICTURES:
        Path(PICTURES, f"{address.strip('/').replace('/', '_') or 'home'}-firefox.pdf").write_bytes(printed)
