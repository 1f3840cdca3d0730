"""The inbox with a keyboard, a finger, a colleague, and a connection that breaks."""

import pytest
from axe_faults import axe_faults_by_day_and_night
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = pytest.mark.browser

INBOX = "/admin/inbox/?source=noisy"


class Keyboard:
    """Presses keys and counts them; the line on why it matters is typed, and not counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, keys: str) -> None:
        for key in keys.split():
            self.page.keyboard.press(key)
            self.pressed += 1

    def write(self, line: str) -> None:
        self.page.keyboard.insert_text(line)


def titles(page: Page) -> list[str]:
    """Without the words that only a screen reader reads out."""
    shown = page.locator("[data-item] [data-open]")
    return list(shown.evaluate_all("links => links.map((link) => link.firstChild.data)"))


def addresses(page: Page) -> list[str]:
    shown = page.locator("[data-item] [data-open]")
    return list(shown.evaluate_all("links => links.map((link) => link.href)"))


def third_state(page: Page) -> Locator:
    return page.locator("[data-item]").first.locator("[data-key='3']")


def waiting(page: Page) -> int:
    page.goto(INBOX)
    return int(page.locator("header").get_by_text("to decide").inner_text().split()[0])


def test_forty_items_are_decided_by_keyboard_in_under_a_hundred_keystrokes(as_editor: Page) -> None:
    page, decided = as_editor, list[str]()
    keyboard = Keyboard(page)
    before = waiting(page)
    page.goto(INBOX)

    while len(decided) < 40:
        first, address = titles(page)[0], addresses(page)[0]
        match len(decided) % 4:
            case 0:
                keyboard.press("s" if third_state(page).is_checked() else "3 s")  # learned by now
                keyboard.write("Because somebody here asked.")
                keyboard.press("Enter")
            case 1 | 2:
                keyboard.press("p")
            case 3:
                keyboard.press("h")
        decided.append(address)
        expect(page.locator("[data-item] h2").first).not_to_contain_text(f"{first} (")
        page.wait_for_load_state()  # keys count from then on

    assert keyboard.pressed < 100, keyboard.pressed
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-trouble]:visible")).to_have_count(0)
    still_there = set(addresses(page)) & set(decided)
    assert (waiting(page), still_there) == (before - 40, set())
    page.goto("/picks/")
    expect(page.get_by_role("heading", name="Because somebody here asked.").first).to_be_visible()


def test_keys_move_undo_search_and_explain_and_are_silent_while_one_writes(as_editor: Page) -> None:
    page = as_editor
    page.goto("/admin/inbox/")
    first, second = titles(page)[:2]
    status = page.locator(".inbox").get_by_role("status")

    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-item]").nth(1)).to_be_focused()
    page.keyboard.press("p")
    expect(status).to_contain_text("Passed on")
    page.keyboard.press("k")
    page.keyboard.press("h")
    expect(status).to_contain_text("Holding")
    page.keyboard.press("u")
    page.keyboard.press("u")
    expect(page.locator("[data-item] h2").nth(1)).to_contain_text(second)
    assert titles(page)[:2] == [first, second]

    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    page.keyboard.press("?")
    page.keyboard.press("x")
    expect(page.get_by_text("(1)", exact=True)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("phpk?")
    expect(page.get_by_label("Words in title or text")).to_have_value("phpk?")
    assert len(titles(page)) == 20


def test_a_decision_that_cannot_be_saved_comes_back_with_the_reason(as_editor: Page) -> None:
    page = as_editor
    page.goto("/admin/inbox/")
    first = titles(page)[0]

    def breaks_down(route: Route) -> None:
        route.abort()

    page.route("**/admin/inbox/*/", breaks_down)
    page.keyboard.press("p")
    row = page.locator("[data-item]").first
    expect(row.get_by_role("alert")).to_contain_text("Not saved")
    expect(row.locator("h2")).to_contain_text(first)
    expect(row).to_be_focused()

    page.unroute("**/admin/inbox/*/")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(row.get_by_role("alert")).to_contain_text("Say in a line why this matters here.")


def test_what_someone_else_has_decided_leaves_and_says_who(as_editor: Page) -> None:
    page = as_editor
    page.goto("/admin/inbox/")
    other = page.context.new_page()
    other.goto("/admin/inbox/")
    title = titles(page)[0]
    with other.expect_response("**/admin/inbox/*/"):  # words of an earlier hold may stand there already
        other.keyboard.press("h")
    expect(other.locator(".inbox").get_by_role("status")).to_contain_text(f"Holding “{title}”")

    page.keyboard.press("p")

    expect(page.locator(".inbox").get_by_role("status")).to_contain_text("has already decided on")
    assert title not in titles(page)
    other.keyboard.press("u")
    expect(other.locator(".inbox").get_by_role("status")).to_contain_text("is waiting for a decision again")


def test_what_one_presses_on_a_phone_is_large_enough(as_editor: Page) -> None:
    page = as_editor
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/admin/inbox/")
    row = page.locator("[data-item]").first
    row.locator("[data-keep] summary").click()

    pressed = "summary, button, .inbox-item__state, .inbox-item__box, .inbox__views a"
    small = page.locator(".inbox").evaluate(
        """(inbox, pressed) => [...inbox.querySelectorAll(pressed)].filter((e) => e.checkVisibility())
        .filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 120))""",
        pressed,
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


IN_VIEW = """() => {
  const foot = document.querySelector(".inbox__foot");
  const ends = innerHeight - (foot.getBoundingClientRect().bottom > innerHeight - 1 ? foot.offsetHeight : 0);
  return [...document.querySelectorAll("[data-item]")]
    .filter((row) => row.getBoundingClientRect().bottom <= ends).length;
}"""


# The rows whose buttons stand elsewhere, within the row, once it is in hand.
MOVED_UNDER_A_FINGER = """() => [...document.querySelectorAll("[data-item]")].filter((row) => {
  const places = () => [...row.querySelectorAll(".inbox-item__decide :is(button, summary)")]
    .filter((pressed) => pressed.checkVisibility())
    .map((pressed) => pressed.getBoundingClientRect())
    .map(({ x, y, width, height }) => [x, y - row.getBoundingClientRect().y, width, height].map(Math.round).join());
  document.activeElement.blur();
  const atRest = places().join(" ");
  row.focus({ preventScroll: true });
  return !atRest || places().join(" ") !== atRest;
}).map((row) => row.innerText)"""


@pytest.mark.parametrize(("width", "height", "least"), [(1280, 900, 6), (390, 844, 3)])
def test_what_waits_looks_like_a_list(as_editor: Page, width: int, height: int, least: int) -> None:
    page = as_editor
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/admin/inbox/")

    assert page.evaluate(IN_VIEW) >= least
    row = page.locator("[data-item]").nth(1)
    at_rest = row.bounding_box()
    row.focus()
    assert at_rest is not None
    assert (row.bounding_box() or at_rest)["height"] > at_rest["height"]
    assert page.locator("[data-item] > .inbox-item__why").count(), "no row says why something is ticked"
    assert page.evaluate(MOVED_UNDER_A_FINGER) == []


def test_axe_finds_nothing_in_the_inbox_opened_up(as_editor: Page) -> None:
    page = as_editor
    page.goto("/admin/inbox/")
    page.locator("[data-item] details").evaluate_all(
        "all => all.slice(0, 2).forEach((one) => (one.open = true))"
    )
    page.keyboard.press("x")

    assert axe_faults_by_day_and_night(page, ".inbox") == []


def test_kept_items_are_put_in_order_by_buttons_and_become_a_draft(as_editor: Page) -> None:
    page = as_editor
    page.goto("/admin/")
    page.get_by_role("link", name="Round up the week").click()
    page.goto("/admin/round-up/?days=")
    lines = page.locator(".round-up__line")
    first, second = lines.all_inner_texts()[:2]

    page.locator("[data-pick]").first.get_by_role("button", name="Down").click()
    assert lines.all_inner_texts()[:2] == [second, first]
    page.get_by_role("button", name="Make a draft of these").click()

    page.wait_for_url("**/admin/pages/*/edit/")
    expect(page.get_by_text("Here is your draft")).to_be_visible()
    written = page.locator("textarea[name$='-value-line']")
    assert [written.nth(place).input_value() for place in (0, 1)] == [second, first]


def test_the_next_page_waits_for_every_decision(as_editor: Page) -> None:
    page, held = as_editor, list[Route]()
    page.goto("/admin/inbox/?q=note")
    shown = addresses(page)
    assert len(shown) > 1
    page.evaluate("window.stillHere = true")
    page.route("**/admin/inbox/*/**", lambda route: held.append(route))
    for _ in shown:
        page.keyboard.press("h")

    held[0].continue_()
    expect(page.locator(".inbox").get_by_role("status")).to_contain_text("Holding")
    assert page.evaluate("window.stillHere")
    with page.expect_navigation():
        for route in held[1:]:
            route.continue_()
    assert not set(addresses(page)) & set(shown)
