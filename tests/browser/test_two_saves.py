"""A button that is pressed while an autosave is on its way waits for it; one only announced is called off."""

import re
import time

import pytest
from playwright.sync_api import Page, Route, expect
from running_site import page_id

pytestmark = pytest.mark.browser
SLOW = 2.0  # seconds that an autosave is on its way
NOTICE = """() => document.addEventListener("w-autosave:save", () => {
  document.documentElement.dataset.announced = 1;
})"""


@pytest.fixture
def saves(as_editor: Page) -> list[tuple[str, float]]:
    """What the page sends to its own address, and when each was answered; autosaves are slow."""
    seen: list[tuple[str, float]] = []

    def pass_on(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        is_autosave = "application/json" in route.request.headers.get("accept", "")
        seen.append(("autosave" if is_autosave else "button", time.monotonic()))
        if is_autosave:
            as_editor.wait_for_timeout(SLOW * 1000)
        route.continue_()

    as_editor.route("**/admin/pages/*/edit/", pass_on)
    return seen


def type_in_a_post(page: Page, words: str) -> None:
    """Until the autosave of these words is announced; Wagtail sends it three seconds later."""
    page.goto("/posts/toast-at-three/")
    page.goto(f"/admin/pages/{page_id(page)}/edit/")
    page.evaluate(NOTICE)
    page.locator("#id_summary").press_sequentially(words)
    page.locator("#id_summary").blur()
    page.locator("html[data-announced]").wait_for(state="attached", timeout=60_000)


def press_save(page: Page) -> None:
    with page.expect_navigation(timeout=60_000):
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("button", name="Save as a draft").click()


def test_a_button_waits_for_the_save_that_is_on_its_way(
    as_editor: Page, saves: list[tuple[str, float]]
) -> None:
    type_in_a_post(as_editor, " Twice.")
    for _ in range(100):  # until the autosave has been sent
        as_editor.wait_for_timeout(0 if saves else 100)

    press_save(as_editor)

    assert [kind for kind, _ in saves] == ["autosave", "button"]
    assert saves[1][1] - saves[0][1] >= SLOW
    expect(as_editor.locator("#id_summary")).to_have_value(re.compile("Twice"))


def test_a_save_that_is_only_announced_is_called_off(as_editor: Page, saves: list[tuple[str, float]]) -> None:
    type_in_a_post(as_editor, " Once.")

    press_save(as_editor)

    assert [kind for kind, _ in saves] == ["button"]
    expect(as_editor.locator("#id_summary")).to_have_value(re.compile("Once"))
