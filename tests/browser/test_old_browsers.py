"""Browsers that lack what ours has, and letters twice as large: docs/browser-support.md, looked at."""

import re
from collections.abc import Iterator

import pytest
from pages_to_read import PAGES
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

REPORT = "/guardian/2026-27-q1/"
LACKING = {
    "light-dark(": "unknown-colour(",
    "color-mix(": "unknown-mix(",
    ":has(": ":unknown-has(",
    "@container": "@unknown-container",
    "::details-content": "::unknown-content",
}
WITHOUT = """
  delete Element.prototype.checkVisibility;
  delete HTMLElement.prototype.togglePopover;
  delete Element.prototype.ariaPressed;
"""
BLOCKED = """
  const refuse = () => { throw new DOMException("blocked", "SecurityError"); };
  Object.defineProperty(window, "caches", { get: refuse });
  Object.defineProperty(window, "localStorage", { get: refuse });
"""
# WCAG's contrast of what is drawn with the page's own ground.
CONTRAST = """(shape) => {
  const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((c) => {
    const value = c / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const WEIGHTS = [0.2126, 0.7152, 0.0722];
  const light = (colour) => channels(colour).reduce((sum, value, at) => sum + WEIGHTS[at] * value, 0);
  const style = getComputedStyle(shape);
  const painted = style.fill === "none" || style.fill.startsWith("url") ? style.stroke : style.fill;
  const pair = [light(painted), light(getComputedStyle(document.body).backgroundColor)].sort((a, b) => b - a);
  return (pair[0] + 0.05) / (pair[1] + 0.05);
}"""
SPILLS = """(width) => [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
  const box = element.getBoundingClientRect();
  return element.matches("svg text") && box.width > 0 && box.right > width + 0.5;
}).map((element) => element.textContent)"""


def old(route: Route) -> None:
    answer = route.fetch()
    css = answer.text()
    for known, unknown in LACKING.items():
        css = css.replace(known, unknown)
    route.fulfill(response=answer, body=css)


@pytest.fixture(params=["light", "dark"])
def old_page(request, browser: Browser, sample_site) -> Iterator[Page]:
    context = browser.new_context(base_url=sample_site.url, color_scheme=request.param, bypass_csp=True)
    context.add_init_script(WITHOUT)
    context.route(re.compile(r"/(static/css/|theme\.css)"), old)
    yield context.new_page()
    context.close()


def test_a_chart_can_be_read_where_new_colours_are_unknown(old_page: Page) -> None:
    old_page.goto(REPORT)

    for name, least in (("text", 4.5), (".bar", 3), (".trace", 3), (".hatch", 3), (".open", 1)):
        shapes = old_page.locator(f".drawing {name}")
        assert shapes.count() > 0, name
        assert min(shape.evaluate(CONTRAST) for shape in shapes.all()[:12]) >= least, name
    outlined = old_page.locator(".drawing .open").first.evaluate("at => getComputedStyle(at).stroke")
    assert outlined != "none"


def test_a_form_has_its_edges_its_ring_and_its_choice(old_page: Page) -> None:
    old_page.goto("/write/")
    field = old_page.locator("#id_text")
    edge = "at => [getComputedStyle(at).borderTopStyle, getComputedStyle(at).borderTopWidth]"
    assert field.evaluate(edge) == ["solid", "2px"]

    field.focus()
    assert field.evaluate("at => getComputedStyle(at).outlineStyle") == "solid"

    choice = old_page.locator(".state-choice").first
    choice.click()
    assert choice.locator("input").evaluate("at => at.checked && getComputedStyle(at).opacity") == "1"


def test_the_chosen_look_is_marked_and_listening_begins(old_page: Page) -> None:
    old_page.goto("/posts/after-the-bereavement-room/")

    night = old_page.get_by_role("banner").get_by_role("button", name="Night")
    night.click()
    expect(night).to_have_attribute("aria-pressed", "true")
    old_page.get_by_role("button", name="Listen").click()
    expect(old_page.locator(".reading-tools")).to_have_text(
        re.compile("Stop listening|no voice to read with")
    )


def test_where_site_data_is_blocked_what_works_is_offered_and_the_rest_is_not(
    browser: Browser, sample_site
) -> None:
    context = browser.new_context(base_url=sample_site.url, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(BLOCKED)
    page.goto("/posts/after-the-bereavement-room/")

    page.get_by_role("button", name="Copy link").click()

    expect(page.get_by_text("Copied.")).to_be_visible()
    expect(page.get_by_role("button", name="Save for later")).to_be_hidden()
    assert faults == []
    context.close()


def test_letters_twice_as_large_fit_every_page_and_no_words_of_a_chart_run_over(
    browser: Browser, sample_site
) -> None:
    context = browser.new_context(base_url=sample_site.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    spilt = []
    for address in [*PAGES.values(), "/write/", "/write/about/after-the-bereavement-room/"]:
        page.set_viewport_size({"width": 320, "height": 844})
        page.goto(address)
        spilt += [(address, 320, words) for words in page.evaluate(SPILLS, 320)]
        page.set_viewport_size({"width": 390, "height": 844})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > 390:
            spilt.append((address, "200 %", str(wide)))
    assert not spilt, "\n".join(map(str, spilt))
    context.close()


def test_leaving_a_story_that_was_begun_asks_first_and_help_opens_beside_it(
    browser: Browser, sample_site
) -> None:
    context = browser.new_context(base_url=sample_site.url)
    page = context.new_page()
    page.goto("/write/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("#id_text").press_sequentially("It was a long night.")

    with context.expect_page() as opened:
        page.get_by_role("banner").get_by_role("link", name="Get help now (opens in a new tab)").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Get help now")
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)

    assert asked == ["beforeunload"]
    assert page.locator("#id_text").input_value() == "It was a long night."
    context.close()
