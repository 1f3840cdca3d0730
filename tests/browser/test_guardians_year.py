"""The Guardian, with a year of figures: from the template to what is saved."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FIGURES = "/admin/guardian/figures/"
# By measure and dimension, for each row of it: so that every sum of the four quarters agrees.
VALUES = {
    "doctors": {"trust": "270", "department": "30"},
    "er_carried_over": {"trust": "90", "department": "10", "grade": "18"},
    "er_raised": {
        "trust": "180", "department": "20", "grade": "36", "month": "60", "reason": "36", "response": "36",
    },
    "er_closed": {"trust": "180", "department": "20", "grade": "36", "outcome": "36"},
    "er_outstanding": {"trust": "90", "department": "10", "grade": "18"},
    "fund_opening": {"trust": "2314.80"},
    "fines_value": {"trust": "0"},
    "fund_spend": {"trust": "0"},
    "fund_closing": {"trust": "2314.80"},
}  # fmt: skip
COMBINED = ("Other specialties", "Other grades")


@pytest.fixture
def at_the_desk(browser: Browser, sample_site) -> Iterator[Page]:
    context = browser.new_context(
        base_url=sample_site.url,
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("guardian")
    page.locator("input[name=password]").fill(sample_site.passwords["guardian"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    yield page
    context.close()


def filled_in(template: str) -> str:
    """The template as somebody with the year's figures would save it."""
    rows = list(csv.DictReader(io.StringIO(template.removeprefix("\ufeff"))))
    for row in rows:
        if row["category"] not in COMBINED:
            row["value"] = VALUES.get(row["measure"], {}).get(row["dimension"], "")
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def send(page: Page, text: str) -> None:
    file = {"name": "year.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("File with figures").set_input_files(file)
    page.get_by_role("button", name="Read it").click()


def assert_axe_finds_nothing(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_a_year_of_figures_from_the_template_to_what_is_saved(at_the_desk: Page) -> None:
    page = at_the_desk
    page.get_by_role("link", name="Guardian’s figures").click()
    page.get_by_label("Template for").select_option("2024/25, four quarters")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    year = filled_in(Path(download.value.path()).read_text("utf-8"))

    page.get_by_role("link", name="Upload a file").click()
    send(page, year.replace(",180,count", ",about 180,count", 1))
    fault = page.get_by_role("alert").get_by_role("row").nth(1)
    expect(fault).to_contain_text("5valueException reports raised, 2024-25-Q1“about 180” is no number.")
    assert_axe_finds_nothing(page)
    send(page, year)
    expect(page.get_by_text("A draft report is started for Q1 2024/25")).to_be_visible()
    expect(page.get_by_text("All sums agree.")).to_be_visible()
    page.get_by_role("button", name="Save these figures").click()
    expect(page.get_by_text("figures of Q1 2024/25, Q2 2024/25, Q3 2024/25, Q4 2024/25.")).to_be_visible()
