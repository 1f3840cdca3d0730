"""A quarter on paper: five sheets of A4 at most, nothing cut at their edges."""

import re

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MARGINS = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
REPORTS = ["/guardian/2025-26-q4/", "/guardian/2026-27-q1/"]


@pytest.mark.parametrize("address", REPORTS)
def test_a_report_is_five_sheets_at_most(page: Page, address: str) -> None:
    page.goto(address)
    pdf = page.pdf(format="A4", margin=MARGINS)

    assert 3 <= len(re.findall(rb"/MediaBox", pdf)) <= 5


@pytest.mark.parametrize("address", REPORTS)
def test_every_key_figure_is_whole_on_paper(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 703, "height": 1032})  # A4 between its margins
    page.goto(address)
    page.emulate_media(media="print")

    boxes = page.locator(".key-figures dd, .key-figures dt").evaluate_all(
        """all => all.map(element => {
          const words = document.createRange(); words.selectNodeContents(element);
          const box = words.getBoundingClientRect();
          return [box.left, box.right, getComputedStyle(element.closest("dl")).clipPath];
        })"""
    )
    assert len(boxes) >= 6
    for left, right, clip in boxes:
        assert left >= 0
        assert right <= 703
        assert clip == "none"
