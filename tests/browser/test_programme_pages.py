"""Programmes on a phone, at 320 pixels (400 % of 1280) and by keyboard; the menu above them; their admin screens."""

import re
from collections.abc import Iterator

import pytest
from axe_faults import axe_faults_by_day_and_night
from playwright.sync_api import Browser, BrowserContext, Page, expect
from running_site import SampleSite, sign_in

pytestmark = pytest.mark.browser

PLACES = ("/programmes/", "/programmes/exercises/", "/programmes/calls/", "/programmes/results/", "/a/")
LINKED = {
    "/programmes/": ".card-rows a[href*='/programmes/'], .more-link",
    "/programmes/exercises/": ".card-rows a",
    "/programmes/results/": ".card-rows a",
}
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
ROWS = """() => {
  const items = [...document.querySelectorAll(".site-header nav li")].map((one) => one.getBoundingClientRect());
  return [new Set(items.map((one) => Math.round(one.top))).size, Math.max(...items.map((one) => one.right))];
}"""


@pytest.fixture
def narrow(browser: Browser, sample_site: SampleSite) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=sample_site.url, viewport={"width": 320, "height": 640}, bypass_csp=True
    )
    yield context
    context.close()


def everything(page: Page) -> list[str]:
    """The app's places, and the first two that each leads to."""
    found = list(PLACES)
    for place, links in LINKED.items():
        page.goto(place)
        found += [str(link.get_attribute("href")) for link in page.locator(links).all()[:2]]
    page.goto("/programmes/recalibrate/")
    found += [page.url, str(page.locator(".session-list a").first.get_attribute("href"))]
    found.append(str(page.get_by_role("link", name="A poster of the dates").get_attribute("href")))
    return list(dict.fromkeys(found))


def test_every_page_of_the_app_fits_320_pixels_and_axe_finds_nothing(narrow: BrowserContext) -> None:
    page = narrow.new_page()
    places = everything(page)
    faults = []
    for place in places:
        page.goto(place)
        faults += axe_faults_by_day_and_night(page)
        if (over := page.evaluate(OVERFLOW)) > 0:
            faults.append(f"{place} is {over} pixels too wide")
    assert len(places) >= 12
    assert faults == []


@pytest.mark.parametrize(
    ("width", "text", "rows"), [(360, 100, 1), (390, 100, 1), (600, 100, 1), (1280, 100, 1), (320, 100, 2)]
)
def test_the_menu_is_one_row_on_a_phone(
    browser: Browser, sample_site, width: int, text: int, rows: int
) -> None:
    context = browser.new_context(
        base_url=sample_site.url, viewport={"width": width, "height": 640}, java_script_enabled=True
    )
    page = context.new_page()
    page.goto("/about/")
    assert page.evaluate(ROWS)[0] == rows
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(ROWS)[1] <= width, "twice the text still fits"
    context.close()


def open_form(page: Page) -> None:
    """An open form of the sample: the weeks after a session are asked about just now."""
    page.goto("/admin/programmes/")
    page.get_by_role("link", name="Recalibrate", exact=True).click()
    row = page.locator("tr").filter(has_text=re.compile(r"\bopen\b"))
    code = row.first.locator("td").nth(4).inner_text().strip()
    page.context.clear_cookies()
    page.goto(f"/a/{code}")


def test_a_form_is_filled_in_by_keyboard_alone_at_400_per_cent(
    browser: Browser, sample_site: SampleSite
) -> None:
    page = sign_in(browser, sample_site, "organiser", bypass_csp=True)
    open_form(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert axe_faults_by_day_and_night(page) == []
    assert page.evaluate(OVERFLOW) <= 0
    heights = page.locator(".asking__option").evaluate_all("all => all.map((one) => one.offsetHeight)")
    assert min(heights) >= 44
    page.locator("#main").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        kind = page.evaluate("document.activeElement.type || ''")
        if kind == "radio":
            page.keyboard.press("Space")
        if kind == "submit" and page.evaluate("!!document.activeElement.closest('[data-asking]')"):
            break
    assert (
        page.locator("input[type=radio]:checked").count()
        == page.locator("fieldset:has([type=radio])").count()
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent")
    expect(page.get_by_role("heading", level=1)).to_have_text("Counted. Thank you.")
    page.context.close()


def test_without_script_and_after_a_lost_signal_no_answer_is_lost(browser: Browser, sample_site) -> None:
    page = sign_in(browser, sample_site, "organiser")
    open_form(page)
    address, context = page.url, page.context
    page.locator("fieldset").first.locator("input").nth(1).check()
    context.set_offline(True)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("No connection. Your answers are still here")).to_be_visible()
    assert page.locator("fieldset").first.locator("input").nth(1).is_checked()
    context.set_offline(False)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/sent")
    context.close()

    plain = browser.new_context(base_url=sample_site.url, java_script_enabled=False)
    page = plain.new_page()
    page.goto(address)
    page.locator("fieldset").first.locator("input").nth(2).check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Counted. Thank you.")
    assert plain.cookies() == []
    plain.close()


def test_the_admin_s_screens_of_programmes(browser: Browser, sample_site: SampleSite) -> None:
    page = sign_in(browser, sample_site, "organiser", viewport={"width": 390, "height": 844})
    page.goto("/admin/programmes/")
    desk = page.get_by_role("link", name="Recalibrate", exact=True).get_attribute("href")
    page.goto(str(desk))
    waves = [str(one.get_attribute("href")) for one in page.locator("td.title a").all()[1:4:2]]
    door = str(page.get_by_role("link", name="Change the count").first.get_attribute("href"))
    faults = []
    for address in (
        "/admin/programmes/", str(desk), f"{desk}copy/", door, *waves, f"{waves[0]}remarks/",
        f"{waves[0]}invented/", "/admin/questionnaires/", "/admin/instruments/new/", "/admin/exercises/",
    ):  # fmt: skip
        page.goto(address)
        faults += axe_faults_by_day_and_night(page)
    assert faults == []
    page.context.close()
