"""The Guardian, with a report that waits for the board; a doctor, with a day to report."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from running_site import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def as_guardian(browser: Browser, sample_site) -> Iterator[Page]:
    page = sign_in(browser, sample_site, "guardian")
    yield page
    page.context.close()


def test_the_guardian_lets_the_forum_read_a_report_before_the_board(
    as_guardian: Page, browser: Browser, sample_site
) -> None:
    expect(as_guardian.get_by_text("under embargo until")).to_be_visible()
    as_guardian.get_by_role("link", name=re.compile("under embargo")).click()
    address = as_guardian.url.replace("/pages/", "/guardian/reports/").replace("/edit/", "/invite/")

    as_guardian.goto(address)
    as_guardian.get_by_label("E-mail addresses").fill("forum@fenwold.example")
    as_guardian.get_by_label("I have looked at this.").check()
    as_guardian.get_by_role("button", name="Send").click()
    link = as_guardian.locator("a[href*='/guardian/preview/']").get_attribute("href")

    reader = browser.new_context(java_script_enabled=False).new_page()
    reader.goto(link)
    expect(reader.get_by_text("Not public yet.")).to_be_visible()
    expect(reader.get_by_role("heading", level=1)).to_have_text("August, and general surgery")
    assert reader.goto(f"{sample_site.url}/guardian/2026-27-q2/").status == 404
    reader.context.close()


def test_a_doctor_counts_28_days_without_javascript(browser: Browser, sample_site) -> None:
    page = browser.new_context(base_url=sample_site.url, java_script_enabled=False).new_page()
    page.goto("/guardian/exception-reporting/")

    page.get_by_label("The day you worked").fill("2026-11-01")
    page.get_by_role("button", name="Count 28 days").click()

    expect(page.get_by_role("status")).to_contain_text("29 November 2026")
    assert page.url.endswith("?worked_on=2026-11-01#deadline")
    assert page.context.cookies() == []
    page.context.close()


def test_every_value_of_a_chart_can_be_read_at_every_width(browser: Browser, sample_site) -> None:
    for width in (320, 1280):
        page = browser.new_context(
            base_url=sample_site.url, viewport={"width": width, "height": 900}
        ).new_page()
        page.goto("/guardian/2026-27-q1/")
        sizes = page.evaluate(
            "[...document.querySelectorAll('.drawing text')].map(t => t.getBoundingClientRect().height)"
        )
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert len(sizes) > 100
        assert min(sizes) >= 14
        assert not too_wide
        page.context.close()
