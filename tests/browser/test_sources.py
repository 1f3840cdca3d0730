"""An editor adds a site, and sees how it is."""

import pytest
from axe_faults import axe_faults, axe_faults_by_day_and_night
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def assert_axe_finds_nothing(page: Page) -> None:
    expect(page.locator(".sources")).to_be_visible()
    assert axe_faults(page, ".sources") == []


def test_a_site_is_found_previewed_followed_and_looked_at(as_editor: Page, other_site: str) -> None:
    page = as_editor
    page.goto("/admin/sources/")
    page.get_by_role("link", name="Add a source").click()
    assert_axe_finds_nothing(page)

    page.get_by_label("Address").fill(f"{other_site}/about")
    page.get_by_role("button", name="Look for feeds").click()
    expect(page.get_by_text("We found 2 feeds")).to_be_visible()
    assert_axe_finds_nothing(page)

    page.get_by_role("link", name="Preview Articles").click()
    expect(page.get_by_text("Exhausted after nights")).to_be_visible()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Nights and days")
    assert_axe_finds_nothing(page)
    page.locator("textarea[name=hide_words]").fill("webinar")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("'Nights and days' created")).to_be_visible()

    page.goto("/admin/sources/?q=Nights")
    page.get_by_role("row", name="Nights and days").get_by_role("link").last.click()
    for _ in range(5):  # the worker may be asking it at this moment
        page.get_by_role("button", name="Refresh now").click()
        if page.get_by_text("Fine, checked").count():
            break
    expect(page.get_by_text("Fine, checked")).to_be_visible()
    assert_axe_finds_nothing(page)

    page.get_by_role("link", name="1 waiting in the inbox").click()
    item = page.get_by_role("article").filter(has_text="Exhausted after nights")
    item.get_by_text("Keep …").click()
    expect(item.get_by_text("Ticked for you: Fatigue")).to_be_visible()
    expect(item.get_by_role("checkbox", name="Fatigue")).to_be_checked()


def test_links_sources_and_their_settings_can_be_used_in_light_and_dark(as_editor: Page) -> None:
    page = as_editor
    for address in ("sources/", "reports/links/"):
        page.goto(f"/admin/{address}")
        assert axe_faults_by_day_and_night(page, "main") == []

    page.goto("/admin/sources/?q=Noisy")
    page.get_by_role("row", name="Noisy").get_by_role("link", name="Noisy").first.click()
    expect(page.get_by_role("checkbox", name="show to readers")).not_to_be_checked()
    page.locator("textarea[name=hide_words]").fill("webinar, job of the week")
    page.get_by_role("checkbox", name="show to readers").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("'Noisy (sample)' updated")).to_be_visible()
    page.goto("/picks/sources/")
    expect(page.get_by_role("link", name="Noisy (sample)")).to_be_visible()
    expect(page.get_by_role("link", name="Broken Feed (sample)")).to_have_count(0)


def test_a_list_from_another_reader_is_previewed(as_editor: Page) -> None:
    page = as_editor
    page.goto("/admin/sources/import/")
    document = (
        b"<opml version='2.0'><body><outline text='Letters' xmlUrl='https://l.example/f'/></body></opml>"
    )

    page.get_by_label("OPML file").set_input_files(
        {"name": "mine.opml", "mimeType": "text/x-opml", "buffer": document}
    )
    page.get_by_role("button", name="Show what it would bring").click()

    expect(page.get_by_role("heading", name="It would bring 1 new source")).to_be_visible()
    assert_axe_finds_nothing(page)
