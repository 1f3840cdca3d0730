"""A Guardian with a spreadsheet of their own: from the file to the open draft, with fields and clicks counted."""

import re
from collections.abc import Iterator

import pytest
from axe_faults import axe_faults_by_day_and_night
from playwright.sync_api import Browser, Page, expect
from running_site import in_another_process, sign_in
from spreadsheet_books import xlsx

pytestmark = pytest.mark.browser

FIGURES = "/admin/guardian/figures/"
AS_BEFORE = """
from recalibrate.guardian.models import Category, GuardianReportPage, SpreadsheetName
for report in GuardianReportPage.objects.filter(live=False, start_year=2026, quarter__in=(3, 4)):
    report.delete()
SpreadsheetName.objects.all().delete()
Category.objects.filter(name__in=("Gastroenterology", "Medicine F1 on call")).delete()
"""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FLOW = [
    "No. exceptions carried over from last report", "No. exceptions raised", "No. exceptions closed",
    "No. exceptions outstanding",
]  # fmt: skip


@pytest.fixture
def at_the_desk(browser: Browser, sample_site) -> Iterator[Page]:
    page = sign_in(browser, sample_site, "guardian", permissions=["clipboard-read", "clipboard-write"])
    yield page
    page.context.close()


@pytest.fixture(scope="module", autouse=True)
def _left_as_found(sample_site) -> Iterator[None]:
    """What is due next follows the last report, and rows that were added are in every template."""
    yield
    in_another_process(sample_site, AS_BEFORE)


def board_workbook(title: str = "", *, raised: int = 40) -> bytes:
    """The national template, as its owner fills it in: `title` says the quarter, or nothing does."""
    return xlsx({
        "High level data": [
            [f"QUARTERLY REPORT ON SAFE WORKING HOURS {title}".strip()],
            ["Number of doctors / dentists in training (total):", 405],
            ["Amount of time available in job plan for guardian to do the role:", "2 PAs / 8 hours per week"],
        ],
        "ER by department": [
            ["Exception reports by department"], [], ["Specialty", *FLOW], ["Acute Medicine", 4, raised, 41, 3],
            ["Gastroenterology", 2, 22, 22, 2], ["A&E", 5, 52, 51, 6], ["O&G", "-", 35, 30, 5], ["ENT ", 0, "<5", 5, 0],
        ],
        "ER by grade": [["Exception reports by grade"], [], ["Grade", *FLOW], ["F1", 12, 130, 131, 11]],
        "ER by rota": [["Exception reports by rota"], [], ["Rota", *FLOW], ["Medicine F1 on call", 7, 71, 70, 8]],
        "WSR": [["Work schedule reviews by grade"], [], ["Grade", "Level 1", "Level 2"], ["F1", 2, 1]],
        "Letters": [["Fines by department"], [], ["Department", "Fines levied", "Letters written"], ["A&E", 6, 4]],
    })  # fmt: skip


class Counted:
    """Presses and answers, as a hand would make them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = self.fields = 0

    def press(self, name: str, kind: str = "button") -> None:
        self.page.get_by_role(kind, name=name, exact=True).click()
        self.clicks += 1

    def choose(self, label: str, answer: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=answer)
        self.fields += 1

    def upload(self, content: bytes) -> None:
        self.page.goto(FIGURES)
        self.press("Upload a file", "link")
        file = {"name": "board.xlsx", "mimeType": XLSX, "buffer": content}
        self.page.get_by_label("File with figures").set_input_files(file)
        self.fields += 1
        self.press("Check the file")


def show(page: Page, name: str, pictures) -> None:
    """At both widths, by day and night: nothing for axe, and nothing wider than the window."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe_faults_by_day_and_night(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, (name, width)
        page.screenshot(path=pictures / f"{name}-{width}.png", full_page=True)


def test_from_the_file_to_the_open_draft_and_the_next_quarter(at_the_desk: Page, tmp_path) -> None:
    page, first = at_the_desk, Counted(at_the_desk)
    first.upload(board_workbook())
    expect(page.get_by_role("heading", name="Which quarter is this?")).to_be_visible()
    expect(page.get_by_label("Quarter")).to_have_value(re.compile("2026-27-Q3"))
    show(page, "names", tmp_path)
    first.choose("Acute Medicine", "General medicine")
    first.choose("Gastroenterology", "A new row, with this name")
    first.choose("Medicine F1 on call", "A new row, with this name")
    first.choose("work schedule reviews", "Work-schedule reviews opened")
    first.choose("“2 PAs / 8 hours per week”", "It is 2")
    first.choose("“-”", "It is 0")
    first.press("Continue")

    expect(page.get_by_role("heading", name="What will be written: Q3 2026/27")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Exception reports raised, General medicine")
    expect(row).to_contain_text("40")
    expect(row).to_contain_text("ER by department, C4")
    expect(page.get_by_role("row").filter(has_text="Exception reports raised, ENT")).to_contain_text("[c]")
    show(page, "preview", tmp_path)
    first.press("Save these figures")
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Q3 2026/27: draft")

    later = Counted(page)
    later.upload(board_workbook("Q4 2026/27", raised=44))
    expect(page.get_by_label("Acute Medicine", exact=True)).to_have_count(0)
    expect(page.get_by_label("“-”", exact=True)).to_have_value("0")
    later.press("Continue")
    page.get_by_text("How names in the file were taken").click()
    expect(page.get_by_text("“acute medicine”: General medicine")).to_be_visible()
    later.press("Save these figures")
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Q4 2026/27: draft")

    # A first-timer reads and chooses: at half a minute each, well within ten minutes; then three.
    assert (first.fields, first.clicks) == (7, 4)
    assert (later.fields, later.clicks) == (1, 4)


def test_a_file_that_cannot_be_read_says_why(at_the_desk: Page, tmp_path) -> None:
    page, hand = at_the_desk, Counted(at_the_desk)
    hand.upload(
        xlsx(
            {"A": [["Measure", "Q3 2026/27"], ["Exception reports raised", "12%"]], "B": [["er_isc", "=1+1"]]}
        )
    )

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("“12%” is a percentage, and this is counted one by one.")
    row = alert.get_by_role("row").nth(1).get_by_role("cell")
    expect(row).to_have_text(
        ["A", "2", "B", "Exception reports raised, 2026-27-Q3", re.compile("^“12%” is a")]
    )
    expect(alert).to_contain_text("its result is not in the file")
    show(page, "faults", tmp_path)


PASTED = (
    "Specialty\tNo. exceptions raised\tExceptions closed\n"
    "T & O\t31\t12%\nA&E\t1,052\t51\nGastronomy\t9\t9\nTotal\t1,084\t63\n"
)


def test_pasting_finds_rows_and_columns_by_their_names_and_sees_totals(at_the_desk: Page) -> None:
    page = at_the_desk
    page.goto(FIGURES)
    page.get_by_role("row").filter(has_text="Q2 2026/27").get_by_role("link", name="Grid").click()
    page.evaluate("text => navigator.clipboard.writeText(text)", PASTED)
    page.get_by_label("Exception reports raised, General medicine", exact=True).click()
    page.keyboard.press("Control+V")

    raised = "Exception reports raised, "
    expect(page.get_by_label(f"{raised}Trauma and orthopaedics", exact=True)).to_have_value("31")
    expect(page.get_by_label(f"{raised}Emergency medicine", exact=True)).to_have_value("1052")
    said = page.get_by_role("status").filter(has_text="Pasted by name: 4 cells.")
    expect(said).to_contain_text("No row here is called: Gastronomy.")
    expect(said).to_contain_text("These totals are not what their rows make: 1,084, 63.")
    page.get_by_role("button", name="Check the sums without saving").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "“12%” is a percentage, and this is counted one by one."
    )
