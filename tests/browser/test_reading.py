"""A reader, on a phone and at a desk."""

import re

import pytest
from axe_faults import axe_faults_by_day_and_night
from pages_to_read import PAGES
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser


def test_from_home_to_a_state_to_a_post(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("How are things today?")

    page.get_by_role("link", name="Worn out").click()
    for name in ("One short read", "One thing to try now", "One thing that should change", "Who to talk to"):
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    read = page.get_by_role("region", name="One short read").get_by_role("link")  # another each day
    title = read.inner_text()
    read.click()

    expect(page).to_have_url(re.compile("/posts/"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.goto("/posts/toast-at-three/")
    expect(page.get_by_role("heading", name="If you have one minute")).to_be_visible()
    assert page.context.cookies() == []


def test_reading_works_without_javascript_and_asks_nobody_else(browser: Browser, sample_site) -> None:
    context = browser.new_context(base_url=sample_site.url, java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for address in PAGES.values():
        page.goto(address)
        expect(page.locator("main h1")).to_be_visible()
        expect(page.locator("header").get_by_role("link", name="Get help now")).to_be_visible()

    assert asked
    assert all(url.startswith(sample_site.url) for url in asked)
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Browser, sample_site, name: str, width: int) -> None:
    viewport: ViewportSize = {"width": width, "height": 900}
    context = browser.new_context(base_url=sample_site.url, viewport=viewport, bypass_csp=True)
    page = context.new_page()
    page.goto(PAGES[name])
    assert axe_faults_by_day_and_night(page) == []
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_at_320_pixels_nothing_needs_sideways_scrolling(browser: Browser, sample_site, name: str) -> None:
    context = browser.new_context(base_url=sample_site.url, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(PAGES[name])

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_the_content_note_can_be_followed_past_the_text_with_the_keyboard(page: Page) -> None:
    page.goto("/posts/after-the-bereavement-room/")

    page.get_by_role("link", name="Skip the text").press("Enter")

    assert page.evaluate("document.activeElement.id") == "after"


def test_the_first_tab_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/")

    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_feed_opened_in_a_browser_is_a_page_a_person_understands(page: Page) -> None:
    page.goto("/feeds/all.xml")

    expect(page.get_by_text("This is a web feed")).to_be_visible()
    expect(page.get_by_text("Copy this page’s address")).to_be_visible()
    story = page.locator("h2 a[href*='/posts/']").first
    title = story.inner_text()
    story.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
