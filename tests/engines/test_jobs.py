"""Eight things that people come for, done in Firefox and WebKitGTK by real clicks and keys."""

import time

import pytest
from engines.driving import Window
from running_site import SampleSite

pytestmark = pytest.mark.engines

POST = "/posts/the-decimal-point/"
ENTER, TAB = "\ue007", "\ue004"


@pytest.fixture(autouse=True)
def wide(window: Window) -> None:
    window.resize(1280, 900)


def test_one_press_leads_from_how_it_is_to_something_to_read(window: Window) -> None:
    window.open("/")
    window.press(".state-tile[href$='/states/fatigue/']")
    window.reads("One thing to try now")
    window.press("main .third a[href^='/posts/'], main a[href^='/posts/']")
    window.until(lambda: "/posts/" in window.script("return location.pathname"), "a post is open")


def test_a_link_is_copied_at_the_first_press(window: Window) -> None:
    window.open(POST)
    window.press("[data-does='copy-link']")
    window.reads("Copied.")


def test_the_look_is_chosen_and_stays(window: Window) -> None:
    theme = "return document.documentElement.dataset.theme"
    window.open("/")
    window.press("header [data-look='night']")
    assert window.script(theme) == "night"
    window.open("/help/")
    assert window.script(theme) == "night"
    window.press("header [data-look='night']")
    assert window.script(theme) != "night"


def test_a_search_finds_people_first(window: Window) -> None:
    window.open("/search/")
    window.type("#q", "want to die" + ENTER)
    window.reads("116 123", "main")


def test_a_story_that_was_begun_is_not_lost_by_help(window: Window) -> None:
    window.open("/write/")
    window.type("#id_text", "It was ten past three.")
    before = window.windows()
    window.press("header .help-link")
    window.until(lambda: window.windows() == before + 1, "help opens beside it")
    assert window.script("return document.querySelector('#id_text').value") == "It was ten past three."
    window.script("document.querySelector('#id_text').value = ''")
    window.script("document.querySelector('#id_text').dispatchEvent(new Event('input', { bubbles: true }))")


def test_errors_are_said_in_the_title_and_take_the_focus(window: Window) -> None:
    window.open("/by-email/")
    window.type("#id_email", "nobody@nowhere" + ENTER)
    window.script("document.querySelector('main form').noValidate = true")
    window.press("main form button[type=submit]")
    window.until(lambda: window.script("return document.title").startswith("Error:"), "the title says it")
    focused = "return document.activeElement.closest('[role=alert]') !== null"
    window.until(lambda: window.script(focused), "the list of errors has the focus")


def test_a_page_is_kept_and_taken_off_the_shelf(window: Window) -> None:
    window.open(POST)
    window.press("[data-does='keep'], .reading-tools button[data-module*='keep']")
    window.reads("Saved on this device. Remove it")
    window.open("/shelf/")
    window.reads("The decimal point", "main")
    window.open(POST)
    window.press("[data-does='keep'], .reading-tools button[data-module*='keep']")
    window.reads("Save for later")


def test_an_editor_signs_in_and_decides_with_keys(window: Window, sample_site: SampleSite) -> None:
    window.open("/admin/login/")
    window.type("input[name=username]", "editor")
    window.type("input[name=password]", sample_site.passwords["editor"] + ENTER)
    window.until(lambda: window.script("return location.pathname") == "/admin/", "the desk")
    window.open("/admin/inbox/")
    title = "return document.querySelector('[data-item] [data-open]')?.firstChild.data"
    first = window.until(lambda: window.script(title), "an item")
    time.sleep(0.5)  # keys count once the module is there
    window.keys("p")
    window.until(lambda: window.script(title) not in (None, first), "the next item")
    window.keys("?")
    window.until(
        lambda: window.script("return document.querySelector(':popover-open, dialog[open]') !== null"),
        "the keys",
    )
