"""What is typed outlives a lost session and a closed page; nobody else finds it in the browser afterwards."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from running_site import SampleSite, give_password, page_id

pytestmark = pytest.mark.browser
COPIES = "Object.keys(localStorage).filter(key => key.startsWith('recalibrate-typed:')).length"


def open_a_post(page: Page) -> str:
    page.goto("/posts/toast-at-three/")
    number = page_id(page)
    page.goto(f"/admin/pages/{number}/edit/")
    page.wait_for_timeout(11_000)  # what is typed before is taken for what was there when the page came
    return number


def type_words(page: Page, words: str) -> None:
    page.locator("#id_summary").press("End")
    page.locator("#id_summary").press_sequentially(words)


def test_whoever_is_signed_out_signs_in_over_the_text_and_goes_on(
    as_editor: Page, sample_site: SampleSite
) -> None:
    page = as_editor
    open_a_post(page)
    page.context.clear_cookies()

    type_words(page, " Kept.")
    dialog = page.get_by_role("dialog", name="You have been signed out")
    expect(dialog).to_be_visible(timeout=60_000)
    frame = dialog.frame_locator("iframe")
    frame.get_by_label("Username").fill("editor")
    frame.locator("input[name=password]").fill(sample_site.passwords["editor"])
    frame.get_by_role("button", name="Sign in").click()

    expect(dialog).to_be_hidden(timeout=60_000)
    page.wait_for_function(f"() => {COPIES} === 0", timeout=60_000)
    page.reload()
    expect(page.locator("#id_summary")).to_have_value(re.compile("Kept"))


def refuse_saves(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_what_did_not_reach_the_site_is_offered_again_and_goes_at_sign_out(
    browser: Browser, sample_site: SampleSite
) -> None:
    page = browser.new_context(base_url=sample_site.url).new_page()  # a session of its own: it is ended here
    give_password(page, sample_site, "editor")
    page.wait_for_url("**/admin/")
    number = open_a_post(page)
    page.route("**/admin/pages/*/edit/", refuse_saves)
    type_words(page, " Offline.")
    page.wait_for_function(f"() => {COPIES} === 1")
    page.unroute_all()
    page.on("dialog", lambda asked: asked.accept())
    page.goto(f"/admin/pages/{number}/edit/")
    expect(page.locator("#id_summary")).not_to_have_value(re.compile("Offline"))

    page.get_by_role("button", name="Put it back").click()

    expect(page.locator("#id_summary")).to_have_value(re.compile("Offline"))
    assert page.evaluate(COPIES) == 0
    type_words(page, "!")
    page.wait_for_function(f"() => {COPIES} === 1")
    page.evaluate("document.querySelector('form[action*=logout]').requestSubmit()")
    page.wait_for_url("**/login/**")
    assert page.evaluate(COPIES) == 0
    page.context.close()
