"""Someone writes to us at night, on a phone, without scripts; an editor finds it."""

import pytest
from axe_faults import axe_faults_by_day_and_night
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

STORY = "The bleep went eleven times.\n\nNobody had eaten."


def reply_address(page: Page) -> str:
    page.goto("/posts/")
    page.locator("main .card-rows a, main h3 a").first.click()
    return str(page.get_by_role("link", name="Write to the editor").get_attribute("href"))


def test_a_story_is_written_on_a_phone_without_scripts(browser: Browser, sample_site) -> None:
    context = browser.new_context(
        base_url=sample_site.url, viewport={"width": 390, "height": 800}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/states/fatigue/")
    page.get_by_role("link", name="Share your story").first.click()
    expect(page.get_by_role("radio", name="Worn out")).to_be_checked()

    page.get_by_label("Your story").fill(STORY)
    page.wait_for_timeout(4_500)  # no one writes faster
    page.get_by_role("button", name="Send it to the editors").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the closest answer")
    expect(page.get_by_label("Your story")).to_have_value(STORY)
    expect(page.get_by_role("radio", name="Worn out")).to_be_checked()

    page.get_by_role("radio", name="Just me").check()
    page.get_by_role("checkbox", name="This is mine to tell").check()
    page.get_by_role("button", name="Send it to the editors").click()
    expect(page.get_by_role("heading", name="We have received it. Thank you.")).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_the_forms_are_for_everybody(browser: Browser, sample_site) -> None:
    for width in (320, 1280):
        context = browser.new_context(
            base_url=sample_site.url,
            viewport={"width": width, "height": 900},
            bypass_csp=True,
        )
        page = context.new_page()
        for address in ("/write/", reply_address(page), "/write/thank-you/"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            assert axe_faults_by_day_and_night(page) == []
            if page.locator("form.writing__form").count():
                page.get_by_role("button", name="Send it to the editors").click()
                expect(page.get_by_role("alert")).to_be_visible()
                assert axe_faults_by_day_and_night(page) == []
        context.close()


def test_an_editor_finds_what_arrived(as_editor: Page) -> None:
    page = as_editor
    for address, title in (
        ("/admin/arrived/", "Stories that arrived"),
        ("/admin/arrived/replies/", "Replies"),
    ):
        page.goto(address)
        expect(page.get_by_role("heading", name=title).first).to_be_visible()
        assert axe_faults_by_day_and_night(page, ".arrived") == []
