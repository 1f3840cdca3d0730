"""The commonest jobs of each role, done by mouse and keyboard and counted: docs/editors.md has the table."""

import base64
import io

import pytest
from counted_jobs import counted, desk_of, press
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from running_site import SampleSite

pytestmark = pytest.mark.browser
TITLE = "A chair by the window"
DROP = """(editor, picture) => {
  const letters = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([letters], "chair.jpg", { type: "image/jpeg" }));
  editor.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
}"""


PASTE = """(editor, html) => {
  const clipboard = new DataTransfer();
  clipboard.setData("text/html", html);
  clipboard.setData("text/plain", "words");
  const options = { clipboardData: clipboard, bubbles: true, cancelable: true };
  editor.dispatchEvent(new ClipboardEvent("paste", options));
}"""
TABLE = """<p>Before <b>it</b>.</p><table><tr><td>Day</td><td>Hours</td></tr><tr><td>Monday</td><td>9</td></tr></table>
<p>After <i>it</i>.</p>"""


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
    if page.locator("#id_post_contributors-TOTAL_FORMS").input_value() == "0":
        choose_contributor(page)


def choose_contributor(page: Page) -> None:
    page.get_by_role("button", name="Add contributors").click()
    modal = page.locator(".modal-content").last
    modal.locator("input[type=checkbox]").first.click()
    modal.locator("input[type=submit], button[type=submit]").last.click()
    expect(modal).to_be_hidden()


def drop_picture(page: Page, text: Locator) -> None:
    """From the desktop: one drag, which the browser counts as no click."""
    out = io.BytesIO()
    Image.effect_noise((900, 600), 60).convert("RGB").save(out, "JPEG")
    text.evaluate(DROP, base64.b64encode(out.getvalue()).decode())
    dialog = page.get_by_role("dialog", name="What does the picture show?")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text("Describe the picture, or tick that it only decorates.")
    page.keyboard.type("A chair by a window")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()


def test_a_post_goes_from_its_writer_to_its_readers(browser: Browser, sample_site: SampleSite) -> None:
    writer = desk_of(browser, sample_site, "contributor")
    with counted(writer, "Write a post and hand it in, checklist included"):
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
    with counted(editor, "Read a post on the desk and publish it"):
        editor.get_by_role("link", name=f"Read and decide on “{TITLE}”").first.click()
        press(editor, "Publish")
        expect(editor.get_by_text("It is public.")).to_be_visible()

    editor.goto("/posts/a-chair-by-the-window/")
    with counted(editor, "A typo in a public post, from its page"):
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
    with counted(page, "Write a post with all that it needs, without its text"):
        write(page, "Snow on the car park")
    with counted(page, "A written post goes out later"):
        page.locator("footer").get_by_role("button", name="More actions").click()
        press(page, "Publish later…")
        dialog = page.get_by_role("dialog", name="When does it go out?")
        expect(dialog.get_by_role("status")).to_contain_text("It goes out on")
        dialog.get_by_role("button", name="Done").click()
        expect(page.get_by_text("It goes out on")).to_be_visible()
    page.context.close()


def test_three_hundred_words_and_a_picture_are_public_in_twelve_clicks(
    browser: Browser, sample_site: SampleSite
) -> None:
    page = desk_of(browser, sample_site, "editor")
    with counted(page, "300 words and a picture, published"):
        page.get_by_role("link", name="Write a post").click()
        page.wait_for_url("**/add/blog/postpage/**")
        expect(page.locator("#id_title")).to_be_focused()
        page.keyboard.type("The kettle on four")
        page.locator("#id_summary").focus()
        page.keyboard.type("Exhausted after nights.")
        text = page.locator("#body-root").get_by_role("textbox").first
        text.focus()
        page.keyboard.insert_text("Exhausted after a run of night shifts, and so much fatigue. " * 30)
        drop_picture(page, text)
        page.locator("#id_is_just_a_story").focus()
        page.keyboard.press("Space")
        if page.locator("#id_post_contributors-TOTAL_FORMS").input_value() == "0":
            choose_contributor(page)
        suggested = page.locator(".suggested-states button").first
        expect(suggested).to_be_visible()
        suggested.click()
        expect(page.locator("#id_primary_state")).not_to_have_value("")
        press(page, "Publish")
        expect(page.get_by_text("“The kettle on four” is public.")).to_be_visible()
    page.goto("/posts/the-kettle-on-four/")
    expect(page.get_by_role("img", name="A chair by a window")).to_be_visible()
    page.context.close()


def test_a_pasted_table_is_a_table_between_the_words_around_it(
    browser: Browser, sample_site: SampleSite
) -> None:
    page = desk_of(browser, sample_site, "editor")
    page.get_by_role("link", name="Write a post").click()
    page.wait_for_url("**/add/blog/postpage/**")
    text = page.locator("#body-root").get_by_role("textbox").first
    text.focus()
    text.evaluate(PASTE, TABLE)

    blocks = "() => document.getElementById('body-root').rootBlock.children.map(child => child.type).join()"
    page.wait_for_function(f"({blocks})() === 'text,table,text'")
    headings = page.locator("#body-root input[name*='table-column-'][name$='-heading']")
    expect(headings).to_have_count(2)
    assert [headings.nth(number).input_value() for number in range(2)] == ["Day", "Hours"]
    expect(page.locator("#body-root").get_by_role("textbox").last).to_have_text("After it.")
    page.context.close()


def test_an_operator_invites_a_colleague(browser: Browser, sample_site: SampleSite) -> None:
    page = desk_of(browser, sample_site, "operator")
    page.goto("/admin/users/")
    with counted(page, "Invite a colleague"):
        page.get_by_role("link", name="Invite a colleague").click()
        page.wait_for_url("**/users/invite/")
        page.keyboard.type("nell@fenwold.example")
        page.get_by_role("checkbox", name="Contributor").click()
        page.get_by_role("button", name="Send the invitation").click()
        expect(page.get_by_text("An invitation is on its way to nell@fenwold.example.")).to_be_visible()
    expect(page.get_by_text("Invited, has not come yet").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    cut = """() => [...document.querySelectorAll("#listing-results td")]
        .filter(cell => cell.scrollWidth > cell.clientWidth + 1 || cell.getBoundingClientRect().right > innerWidth)
        .map(cell => cell.textContent.trim())"""
    assert page.evaluate(cut) == []
    page.context.close()
