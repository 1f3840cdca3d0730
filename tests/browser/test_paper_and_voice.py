"""A reader with a printer, and a reader who would rather listen."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

HARD_POST = "/posts/after-the-bereavement-room/"

# A device with a voice far away and one of its own, which takes no time to say a piece.
DEVICE = """
  window.said = []; window.cancelled = 0; window.slow = false;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [
      { name: "far", lang: "en-GB", localService: false },
      { name: "foreign", lang: "de-DE", localService: true },
      { name: "near", lang: "en-GB", localService: true },
      { name: "other", lang: "en-US", localService: true },
    ],
    speak(piece) {
      if (!piece.text) return; // said within the press, so that an iPhone speaks at all
      window.said.push({ text: piece.text, voice: piece.voice.name });
      piece.onstart();
      if (!window.slow) setTimeout(piece.onend);
    },
    cancel() { window.cancelled += 1; },
  } });
"""


def sheets(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of every sheet, in millimetres."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) for width, height in boxes]


@pytest.mark.parametrize(("size", "sheet"), [("a4", (210, 297)), ("a5", (148, 210))])
@pytest.mark.parametrize(
    "address",
    [
        "posts/how-to-ask-a-colleague",
        "posts/new-lanyard-nobodys-name",
        "posts/quiet-room-for-everyone",
        "states/fatigue",
    ],
)
def test_a_poster_is_one_sheet_however_long_its_title(page: Page, address: str, size: str, sheet) -> None:
    page.goto(f"/posters/{address}/?size={size}")

    assert sheets(page.pdf(prefer_css_page_size=True)) == [sheet]
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Poster")).to_be_hidden()


def test_nothing_on_a_poster_runs_over_its_edge(page: Page) -> None:
    page.set_viewport_size({"width": 476, "height": 700})  # what A5 leaves between its margins
    page.goto("/posters/posts/quiet-room-for-everyone/?size=a5")
    page.emulate_media(media="print")

    assert page.evaluate(
        """() => {
          const sheet = document.querySelector(".poster");
          return sheet.scrollHeight <= sheet.clientHeight + 1;
        }"""
    )


def test_a_printed_post_keeps_its_note_and_leaves_out_the_rest(page: Page) -> None:
    page.goto(HARD_POST)
    page.emulate_media(media="print")

    expect(page.get_by_role("region", name="Before you read")).to_be_visible()
    assert page.evaluate(
        """() => {
          const note = document.querySelector(".content-note");
          const text = document.querySelector(".one-minute, .block-text, .prose");
          return Boolean(note.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING);
        }"""
    )
    for left_out in (
        page.get_by_role("navigation", name="Main"),
        page.locator(".share"),
        page.locator(".reading-tools"),
    ):
        expect(left_out).to_be_hidden()


def test_paper_says_where_another_site_is_and_of_our_own_links_nothing(page: Page) -> None:
    def said_after(link: Locator) -> str:
        expect(link).to_be_visible()
        return str(link.evaluate("(a) => getComputedStyle(a, '::after').content"))

    page.emulate_media(media="print")
    page.goto(HARD_POST)
    assert said_after(page.locator("main .pair a[href^='/']").first) == "none"

    page.goto("/help/")
    elsewhere = page.get_by_role("link", name="Website of").first
    assert str(elsewhere.get_attribute("href")) in said_after(elsewhere)


def test_details_are_open_on_paper(page: Page) -> None:
    page.goto("/about/")
    folded = page.locator("main details > :not(summary)").first
    assert folded.evaluate("(element) => element.checkVisibility()") is False

    page.emulate_media(media="print")

    assert folded.evaluate("(element) => element.checkVisibility()") is True


def test_without_a_voice_there_is_no_button(page: Page) -> None:
    page.add_init_script("delete window.SpeechSynthesisUtterance;")

    page.goto(HARD_POST)

    expect(page.get_by_role("button", name="Save for later")).to_be_visible()
    expect(page.get_by_role("button", name="Listen")).to_be_hidden()


def test_a_device_that_stays_silent_says_so(page: Page) -> None:
    page.add_init_script(DEVICE + "speechSynthesis.speak = () => {};")
    page.goto(HARD_POST)

    page.get_by_role("button", name="Listen").click()

    expect(page.get_by_text("This device has no voice to read with.")).to_be_visible(timeout=8_000)
    expect(page.get_by_role("button", name="Listen")).to_be_visible()
    expect(page.locator(".is-read")).to_have_count(0)


def test_a_post_is_read_aloud_in_short_pieces_by_the_devices_own_voice_note_first(page: Page) -> None:
    page.add_init_script(DEVICE)
    page.goto(HARD_POST)

    page.get_by_role("button", name="Listen").click()
    last = page.locator(".pair p").last.inner_text()[:20]
    page.wait_for_function("last => window.said.map(({ text }) => text).join(' ').includes(last)", arg=last)

    said = page.evaluate("window.said")
    texts = [piece["text"] for piece in said]
    assert texts[0].startswith("Before you read:")
    assert page.locator("h1").inner_text() in " ".join(texts)
    assert page.locator(".pair p").first.inner_text()[:20] in " ".join(texts)
    assert {piece["voice"] for piece in said} == {"near"}
    assert all(0 < len(text.split()) <= 36 for text in texts)
    assert "Share this" not in texts
    assert len(texts) == len(set(texts))


def test_reading_aloud_marks_the_paragraph_and_stops_when_asked(page: Page) -> None:
    page.add_init_script(DEVICE + "window.slow = true;")
    page.goto(HARD_POST)
    page.get_by_role("button", name="Listen").click()
    expect(page.locator(".is-read")).to_have_count(1)

    page.get_by_role("button", name="Stop listening").click()

    expect(page.locator(".is-read")).to_have_count(0)
    assert page.evaluate("window.cancelled") == 1
    assert len(page.evaluate("window.said")) == 1


def test_a_link_can_be_copied_and_shared_with_what_the_device_offers(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page.goto(f"{HARD_POST}?came=from-a-chat")

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert asked == [], "WebKit copies only while the press lasts: nothing may be fetched in between"
    page.get_by_role("button", name="Share with").click()
    page.wait_for_function("window.shared")

    assert page.evaluate("navigator.clipboard.readText()").endswith(HARD_POST)
    assert page.evaluate("window.shared.url").endswith(HARD_POST)
    assert page.evaluate("window.shared.title") == "Reading for today"
