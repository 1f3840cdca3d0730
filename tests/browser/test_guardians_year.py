"""The Guardian, with a year of figures: from the template to what is saved."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_faults import axe_faults_by_day_and_night
from playwright.sync_api import Browser, Page, expect
from running_site import sign_in

pytestmark = pytest.mark.browser

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
    page = sign_in(browser, sample_site, "guardian", permissions=["clipboard-read", "clipboard-write"])
    yield page
    page.context.close()


def filled_in(template: str) -> str:
    """The template as someone with the year's figures would save it."""
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
    page.get_by_role("button", name="Check the file").click()


def test_a_year_of_figures_from_the_template_to_what_is_saved(at_the_desk: Page) -> None:
    page = at_the_desk
    page.get_by_role("link", name="Guardian’s figures").click()
    page.get_by_label("Template for").select_option("2024/25 (four quarters)")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    year = filled_in(Path(download.value.path()).read_text("utf-8"))

    page.get_by_role("link", name="Upload a file").click()
    send(page, year.replace(",180,count", ",about 180,count", 1))
    fault = page.get_by_role("alert").get_by_role("row").nth(1)
    said = "“about 180” is not a number. Write a number, or [c], [x] or [z]."
    cells = ["5", "value", "Exception reports raised, 2024-25-Q1", said]
    expect(fault.get_by_role("cell")).to_have_text(cells)
    assert axe_faults_by_day_and_night(page) == []
    send(page, year)
    expect(page.get_by_text("We start a draft report for: Q1 2024/25")).to_be_visible()
    expect(page.get_by_text("All sums agree.")).to_be_visible()
    page.get_by_role("button", name="Save these figures").click()
    expect(page.get_by_text("figures, for: Q1 2024/25, Q2 2024/25, Q3 2024/25, Q4 2024/25.")).to_be_visible()


PASTED = "10\n1,204\n12.5 %\nabout 1,100\n"
NEVER_BEFORE = ["", "figures/2027-28-Q1.csv", "figures/2027-28-Q1.json", "figures/2027-28-Q1/poster/"]


def addresses() -> list[str]:
    page, *files = NEVER_BEFORE
    return [f"/guardian/2027-28-q1/{page}", *(f"/guardian/{name}" for name in files)]


def test_from_a_pasted_column_to_what_readers_get(at_the_desk: Page, browser: Browser, sample_site) -> None:
    page, reader = at_the_desk, browser.new_context(base_url=sample_site.url).new_page()
    page.goto(f"{FIGURES}upload/")
    send(page, "report,measure,dimension,category,value\n2027-28-Q1,er_isc,trust,All,2\n")
    page.get_by_role("button", name="Save these figures").click()
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Q1 2027/28: draft")
    page.goto(FIGURES)
    row = page.get_by_role("row").filter(has_text="Q1 2027/28")
    row.get_by_role("link", name="Grid").click()
    grid = page.url

    page.evaluate("text => navigator.clipboard.writeText(text)", PASTED)
    page.get_by_label("Exception reports carried over", exact=True).click()
    page.keyboard.press("Control+V")
    page.get_by_role("button", name="Save", exact=True).click()
    faults = page.get_by_role("alert")
    expect(faults.get_by_role("listitem")).to_have_count(2)
    expect(faults).to_contain_text("Exception reports closed: “12.5 %” is a percentage")
    expect(page.get_by_label("Exception reports raised", exact=True)).to_have_value("1204")
    assert axe_faults_by_day_and_night(page) == []
    page.get_by_label("Exception reports closed", exact=True).fill("1200")
    page.get_by_label("Exception reports outstanding", exact=True).fill("14")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1,204 − exception reports closed 1,200 = 14, as entered")).to_be_visible()

    page.goto(grid.replace("/guardian/figures/", "/pages/") + "edit/")
    page.get_by_role("textbox", name="Title").fill("A quiet quarter")
    page.get_by_role("textbox", name="Headline").fill("Fewer nights were short of people.")
    for name in ("Seen by the Resident Doctors’ Forum on", "Board meets on"):
        # Typed letter by letter, the calendar beside the box would put today in.
        page.get_by_role("textbox", name=name).evaluate("box => { box.value = '2026-11-02'; }")
    before = [reader.request.get(address).status for address in addresses()]
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("check first what readers will see")).to_be_visible()
    page.get_by_label("I have looked at this.").check()
    page.get_by_role("button", name="I agree").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("is public")

    assert before == [404] * 4
    assert [reader.request.get(address).status for address in addresses()] == [200] * 4
    reader.goto("/guardian/2027-28-q1/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("A quiet quarter")
    expect(reader.get_by_text("1,204").first).to_be_visible()
    page.goto(grid.replace("/guardian/figures/", "/pages/") + "unpublish/")
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.locator(".messages")).to_contain_text("is withdrawn")
    assert [reader.request.get(address).status for address in addresses()] == [410, 404, 404, 404]
    reader.context.close()


def test_axe_finds_nothing_at_the_guardians_desk(at_the_desk: Page) -> None:
    page = at_the_desk
    page.goto(FIGURES)
    waiting = page.get_by_role("row").filter(has_text="Q2 2026/27").get_by_role("link", name="Grid")
    report = str(waiting.get_attribute("href")).replace("/figures/", "/reports/")

    for address in (FIGURES, f"{report}invite/", f"{report}board/", "/admin/figure_breakdowns/new/"):
        page.goto(address)
        assert axe_faults_by_day_and_night(page) == []
