"""An editor, from the inbox to the public page."""

import pytest
from playwright.sync_api import Page, expect
from running_site import page_id

pytestmark = pytest.mark.browser

TITLE = "Saying thank you in a way that lands"
LINE = "Short, and you can do it before lunch."


def test_an_item_kept_in_the_inbox_appears_for_readers(as_editor: Page) -> None:
    page = as_editor
    page.get_by_role("link", name="Inbox").first.click()
    page.get_by_text("Narrow …").click()
    page.get_by_label("Source", exact=True).select_option("leadership-letters")
    page.get_by_role("button", name="Show").click()
    item = page.get_by_role("article").filter(has_text=TITLE)

    item.get_by_text("Keep …").click()
    for suggested in item.locator("input[type=checkbox]:checked").all():
        suggested.uncheck()
    item.get_by_role("button", name="Keep", exact=True).click()
    failed = page.get_by_role("article").filter(has_text=TITLE)
    expect(failed.get_by_role("alert")).to_contain_text("Say in a line why this matters here.")
    expect(failed.get_by_role("alert")).to_contain_text("Tick at least one state of mind.")

    failed.get_by_label("Why this matters here").fill(LINE)
    failed.get_by_label("Happiness").check()
    failed.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text(f"Kept “{TITLE}”.")).to_be_visible()

    for address in ("/picks/", "/states/happiness/"):
        page.goto(address)
        expect(page.get_by_role("heading", name=LINE)).to_be_visible()
        expect(page.get_by_role("link", name=TITLE)).to_have_attribute(
            "href", "https://leadership-letters.example/letters/28"
        )


def test_a_passed_item_leaves_the_inbox(as_editor: Page) -> None:
    page = as_editor
    page.goto("/admin/inbox/?source=evidence-digest")
    item = page.get_by_role("article").filter(has_text="Do first names on badges help?")

    item.get_by_role("button", name="Pass").click()

    expect(page.get_by_text("Passed on “Do first names on badges help?”.")).to_be_visible()
    expect(page.get_by_role("article").filter(has_text="Do first names on badges help?")).to_have_count(0)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/pages/",
        "/admin/sources/",
        "/admin/curations/",
        "/admin/help_services/",
        "/admin/snippets/core/stateofmind/",
        "/admin/snippets/core/contributor/",
        "/admin/images/",
    ],
)
def test_every_desk_of_the_admin_opens(as_editor: Page, address: str) -> None:
    response = as_editor.goto(address)

    assert response is not None
    assert response.status == 200
    expect(as_editor.locator("main")).to_be_visible()


def test_an_editor_changes_and_publishes_a_post(as_editor: Page) -> None:
    page = as_editor
    page.goto("/posts/ten-minutes-ward-to-car/")
    page.goto(f"/admin/pages/{page_id(page)}/edit/")

    page.locator("#id_summary").fill("A landing strip between ward and car.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("is public", timeout=20_000)

    page.goto("/posts/")
    expect(page.get_by_text("A landing strip between ward and car.")).to_be_visible()
