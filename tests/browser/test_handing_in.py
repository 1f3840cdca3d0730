"""A contributor hands a post in; the notes while writing; the report and the balance, in light and dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_faults import axe_faults_by_day_and_night
from playwright.sync_api import Browser, Page, expect
from running_site import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def contributor(browser: Browser, sample_site: Any) -> Iterator[Page]:
    page = sign_in(browser, sample_site, "contributor")
    yield page
    page.context.close()


@pytest.fixture
def editor(browser: Browser, sample_site: Any) -> Iterator[Page]:
    page = sign_in(browser, sample_site, "editor")
    yield page
    page.context.close()


def test_a_contributor_writes_is_advised_and_hands_in(contributor: Page) -> None:
    page = contributor
    page.goto("/admin/pages/")
    page.get_by_role("link", name="Add a page").first.click()
    page.wait_for_url("**/add/blog/postpage/**")
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    page.locator("#id_title").press_sequentially("A night I remember")
    expect(page.locator("#id_slug")).to_have_value("a-night-i-remember")
    page.locator("#id_summary").fill("Be more resilient, they said.")
    page.get_by_role("button", name="Toggle preview").click()
    notes = page.frame_locator("#w-preview-iframe").locator(".care-notes")
    expect(notes).to_contain_text("It asks the person to bear what the place could change.", timeout=20_000)
    page.get_by_role("button", name="Toggle checks").click()
    expect(page.locator("[data-checks-panel]")).to_contain_text("It blames the person", timeout=20_000)


def test_axe_finds_nothing_in_the_notes_of_care(editor: Page) -> None:
    page = editor
    page.goto("/admin/reports/care/")
    page.locator("summary").first.click()
    assert axe_faults_by_day_and_night(page, "main") == []
