"""What is typed outlives a lost session and a closed page; no one else finds it in the browser afterwards."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django_otp.oath import totp
from django_otp.util import random_hex
from playwright.sync_api import Browser, Page, Route, expect
from running_site import SampleSite, give_password, in_another_process, page_id

pytestmark = pytest.mark.browser
COPIES = "Object.keys(localStorage).filter(key => key.startsWith('recalibrate-typed:')).length"


def open_a_post(page: Page, slug: str = "toast-at-three") -> str:
    """Its number. A summary takes 200 letters, and what one test typed is there in the next."""
    page.goto(f"/posts/{slug}/")
    number = page_id(page)
    page.goto(f"/admin/pages/{number}/edit/")
    return number


def type_words(page: Page, words: str) -> None:
    page.locator("#id_summary").press("End")
    page.locator("#id_summary").press_sequentially(words)


@contextmanager
def phone_of(sample_site: SampleSite, who: str) -> Iterator[Callable[[], str]]:
    """While it lasts, they sign in with a code from their phone as well; what it shows."""
    key = random_hex(20)
    named = (
        "from django_otp.plugins.otp_totp.models import TOTPDevice;"
        f"from recalibrate.core.models import User; user = User.objects.get(username={who!r});"
    )
    in_another_process(sample_site, f"{named} TOTPDevice.objects.create(user=user, key={key!r})")
    try:
        yield lambda: f"{totp(bytes.fromhex(key)):06d}"
    finally:
        in_another_process(sample_site, f"{named} TOTPDevice.objects.filter(user=user).delete()")


def sign_in_again(page: Page, password: str, code: Callable[[], str] | None = None) -> None:
    dialog = page.get_by_role("dialog", name="You have been signed out")
    expect(dialog).to_be_visible(timeout=60_000)
    frame = dialog.frame_locator("iframe")
    frame.get_by_label("Username").fill("editor")
    frame.locator("input[name=password]").fill(password)
    frame.get_by_role("button", name="Sign in").click()
    if code:
        field = frame.locator("input[name=code]")
        expect(field).to_be_visible()
        field.fill(code())
        field.press("Enter")
    expect(dialog).to_be_hidden(timeout=60_000)
    page.wait_for_function(f"() => {COPIES} === 0", timeout=60_000)


def test_whoever_is_signed_out_signs_in_over_the_text_and_goes_on(
    as_editor: Page, sample_site: SampleSite
) -> None:
    page, password = as_editor, sample_site.passwords["editor"]
    open_a_post(page)
    page.context.clear_cookies()
    type_words(page, " Kept.")
    sign_in_again(page, password)

    with phone_of(sample_site, "editor") as code:
        page.context.clear_cookies()
        type_words(page, " With a code.")
        sign_in_again(page, password, code)

        page.reload()
        expect(page.locator("#id_summary")).to_have_value(re.compile("Kept. With a code."))


def refuse_saves(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


KEPT = "Object.keys(localStorage).filter(key => key.startsWith('recalibrate-typed:')).map(key => localStorage[key])"


def test_typing_without_a_pause_is_kept_while_it_goes_on(as_editor: Page) -> None:
    page = as_editor
    open_a_post(page, "quiet-room-for-everyone")
    page.route("**/admin/pages/*/edit/", refuse_saves)
    for _ in range(25):
        type_words(page, "xy")
        page.wait_for_timeout(80)  # never the half second after which a pause begins

    kept = page.evaluate(KEPT)

    assert len(kept) == 1
    assert kept[0].count("xy") >= 15
    page.unroute_all()
    page.wait_for_function(f"() => {COPIES} === 0", timeout=60_000)  # saved in the end, and then only there


def test_what_is_typed_as_soon_as_the_page_is_there_is_saved_without_another_key(as_editor: Page) -> None:
    page = as_editor
    page.goto("/posts/quiet-room-for-everyone/")
    page.goto(f"/admin/pages/{page_id(page)}/edit/")
    type_words(page, " Early.")

    page.wait_for_function(f"() => {COPIES} === 1")
    page.wait_for_function(f"() => {COPIES} === 0", timeout=60_000)

    page.reload()
    expect(page.locator("#id_summary")).to_have_value(re.compile("Early"))


def test_what_is_typed_while_a_save_is_on_its_way_is_kept_until_it_is_saved_too(as_editor: Page) -> None:
    page, held = as_editor, []
    open_a_post(page, "quiet-room-for-everyone")
    page.route(
        "**/admin/pages/*/edit/",
        lambda route: held.append(route) if route.request.method == "POST" else route.continue_(),
    )
    with page.expect_request(lambda asked: asked.method == "POST" and asked.url.endswith("/edit/")):
        type_words(page, " First.")
    type_words(page, " Second.")

    held[0].continue_()
    page.wait_for_timeout(2_000)

    assert "Second." in page.evaluate(KEPT)[0]
    for route in held[1:]:
        route.continue_()
    page.unroute_all()
    page.wait_for_function(f"() => {COPIES} === 0", timeout=60_000)


def test_what_did_not_reach_the_site_is_offered_again_and_goes_at_sign_out(
    browser: Browser, sample_site: SampleSite
) -> None:
    page = browser.new_context(base_url=sample_site.url).new_page()  # a session of its own: it is ended here
    give_password(page, sample_site, "editor")
    page.wait_for_url("**/admin/")
    number = open_a_post(page)
    page.route("**/admin/pages/*/edit/", refuse_saves)
    type_words(page, " Offline.")
    page.on("dialog", lambda asked: asked.accept())  # and away at once: the last letters wait for no pause
    page.unroute_all()
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
