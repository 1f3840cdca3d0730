"""The commonest jobs of each role, done by mouse and keyboard and counted: docs/editors.md has the table."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect
from running_site import SampleSite, sign_in

pytestmark = pytest.mark.browser
TITLE = "A chair by the window"
COUNT = """(() => {
  const add = name => event => {
    if (event.isTrusted) sessionStorage.setItem(name, Number(sessionStorage.getItem(name)) + 1);
  };
  addEventListener("pointerdown", add("clicks"), true);
  addEventListener("keydown", add("keys"), true);
})();"""
CLICKS = "() => Number(sessionStorage.getItem('clicks'))"


@contextmanager
def counted(page: Page, *, most: int) -> Iterator[None]:
    """A job takes at most so many clicks, as a hand makes them."""
    page.evaluate("() => sessionStorage.clear()")
    yield
    page.wait_for_load_state()
    clicks = page.evaluate(CLICKS)
    assert clicks <= most, f"{clicks} clicks"


def desk_of(browser: Browser, site: SampleSite, who: str) -> Page:
    page = sign_in(browser, site, who)
    page.context.add_init_script(COUNT)
    page.goto("/admin/")
    return page


def write(page: Page, title: str) -> None:
    """A post with all that it needs: by keyboard where a keyboard will do."""
    page.get_by_role("link", name="Write a post").click()
    page.wait_for_url("**/add/blog/postpage/**")
    expect(page.locator("#id_title")).to_be_focused()
    page.keyboard.type(title)
    page.locator("#id_summary").focus()
    page.keyboard.type("It was put there for visitors, and has been ours since.")
    page.locator("#id_is_just_a_story").focus()
    page.keyboard.press("Space")
    page.locator("#id_primary_state").select_option(index=1)
    page.get_by_role("button", name="Add contributors").click()
    modal = page.locator(".modal-content").last
    modal.locator("input[type=checkbox]").first.click()
    modal.locator("input[type=submit], button[type=submit]").last.click()
    expect(modal).to_be_hidden()


def press(page: Page, name: str) -> None:
    page.locator("footer").get_by_role("button", name=name, exact=True).click()


def test_a_post_goes_from_its_writer_to_its_readers(browser: Browser, sample_site: SampleSite) -> None:
    writer = desk_of(browser, sample_site, "contributor")
    with counted(writer, most=10):
        write(writer, TITLE)
        press(writer, "Hand in")
        writer.wait_for_url("**/checklist/")
        for box in writer.locator("main input[type=checkbox]").all():
            box.click()
        writer.locator("main input[type=radio]").first.click()
        writer.get_by_role("button", name="Hand it in").click()
        expect(writer.get_by_text("An editor reads it next.")).to_be_visible()
    writer.context.close()

    editor = desk_of(browser, sample_site, "editor")
    with counted(editor, most=2):
        editor.get_by_role("link", name=f"Read and decide on “{TITLE}”").first.click()
        press(editor, "Publish")
        expect(editor.get_by_text("It is public.")).to_be_visible()

    editor.goto("/posts/a-chair-by-the-window/")
    with counted(editor, most=4):
        editor.locator("wagtail-userbar").get_by_role("button").first.click()
        editor.locator("wagtail-userbar").get_by_role("menuitem", name="Edit this page").click()
        editor.locator("#id_summary").click()
        editor.keyboard.press("End")
        editor.keyboard.type(" Sit down.")
        press(editor, "Publish")
        expect(editor.get_by_text(f"“{TITLE}” is public.")).to_be_visible()
    editor.context.close()


def test_an_editor_writes_and_says_when_it_goes_out(browser: Browser, sample_site: SampleSite) -> None:
    page = desk_of(browser, sample_site, "editor")
    with counted(page, most=4):
        write(page, "Snow on the car park")
    with counted(page, most=3):
        page.locator("footer").get_by_role("button", name="More actions").click()
        press(page, "Publish later…")
        dialog = page.get_by_role("dialog", name="When does it go out?")
        expect(dialog.get_by_role("status")).to_contain_text("It goes out on")
        dialog.get_by_role("button", name="Done").click()
        expect(page.get_by_text("It goes out on")).to_be_visible()
    page.context.close()
