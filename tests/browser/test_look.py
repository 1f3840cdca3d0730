"""The look, chosen and kept; pages that stand still, fit and can be walked by keyboard."""

import pytest
from axe_faults import OF_COLOURS, axe_faults
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

FIRST = {"home": "/", "states": "/states/", "state": "/states/fatigue/", "quiet state": "/states/numbness/"}
THUMB = (
    "header a, header button, footer nav a, .look-switch button, .state-tile, .way-in__state, .call-list a"
)
LAYOUT_SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 600);
})"""


def window(browser: Browser, base: str, **options) -> BrowserContext:
    return browser.new_context(**{"base_url": base, "viewport": {"width": 390, "height": 844}, **options})


def in_look(context: BrowserContext, look: str) -> Page:
    context.add_init_script(f"localStorage.setItem('look', '{look}')")
    return context.new_page()


@pytest.mark.parametrize("name", FIRST)
def test_axe_finds_nothing_at_night(browser: Browser, sample_site, name: str) -> None:
    for width in (390, 1280):
        context = window(browser, sample_site.url, viewport={"width": width, "height": 844}, bypass_csp=True)
        page = in_look(context, "night")
        page.goto(FIRST[name])
        expect(page.locator("html")).to_have_attribute("data-theme", "night")
        assert axe_faults(page, rules=OF_COLOURS) == []
        context.close()


def test_one_tap_beside_help_makes_it_night_and_the_next_page_and_visit_know(page: Page) -> None:
    page.goto("/", wait_until="networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    night = page.get_by_role("banner").get_by_role("button", name="Night")

    night.click()

    expect(night).to_have_attribute("aria-pressed", "true")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(18, 13, 10)"
    assert sent == []
    page.goto("/states/fatigue/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage)") == ["look"]

    page.get_by_role("banner").get_by_role("button", name="Night").click()

    assert page.evaluate("Object.keys(localStorage)") == []


def test_the_chosen_look_wins_over_the_systems_before_the_first_paint(browser: Browser, sample_site) -> None:
    context = window(browser, sample_site.url, color_scheme="dark")
    page = context.new_page()
    page.goto("/")
    page.get_by_role("contentinfo").get_by_role("button", name="Light").click()

    page.goto("/states/", wait_until="commit")
    page.wait_for_selector("body", state="attached")

    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    context.close()


def test_without_scripts_the_system_decides_and_no_dead_button_is_offered(
    browser: Browser, sample_site
) -> None:
    context = window(browser, sample_site.url, java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto("/")

    expect(page.get_by_role("button", name="Night")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


@pytest.mark.parametrize("name", FIRST)
def test_nothing_moves_while_a_page_arrives(browser: Browser, sample_site, name: str) -> None:
    for width in (390, 1280):
        context = window(browser, sample_site.url, viewport={"width": width, "height": 844})
        page = context.new_page()
        page.goto(FIRST[name], wait_until="load")
        assert page.evaluate(LAYOUT_SHIFT) <= 0.02, width
        context.close()


def test_what_a_thumb_must_hit_is_large_enough(browser: Browser, sample_site) -> None:
    context = window(browser, sample_site.url)
    page = context.new_page()
    for address in FIRST.values():
        page.goto(address)
        targets = page.locator(THUMB).filter(visible=True)
        small = [
            (target.inner_text(), box)
            for target in targets.all()
            if (box := target.bounding_box()) and box["height"] < 44
        ]
        assert small == []
    context.close()


def test_the_four_things_are_on_about_one_screen_of_a_phone(browser: Browser, sample_site) -> None:
    context = window(browser, sample_site.url)
    page = context.new_page()
    page.goto("/states/fatigue/")

    for name in ("One short read", "One thing to try now", "One thing that should change", "Who to talk to"):
        assert page.get_by_role("heading", name=name).bounding_box()["y"] < 844, name
    context.close()


def test_from_home_to_a_state_by_keyboard_alone_seeing_where_one_is(page: Page) -> None:
    page.goto("/")
    for _ in range(40):
        page.keyboard.press("Tab")
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring == "solid", page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("document.activeElement.textContent.trim()") == "Worn out":
            break
    page.keyboard.press("Enter")

    page.wait_for_url("**/states/fatigue/")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert stops.index("tel:111") < stops.index("tel:116123")
    assert "/states/" in stops


def test_colours_a_reader_forces_keep_every_tile_and_pressed_button_apart(
    browser: Browser, sample_site
) -> None:
    context = window(browser, sample_site.url, forced_colors="active")
    page = context.new_page()
    page.goto("/")

    buttons = [page.locator(f".look-switch [data-look={look}]") for look in ("auto", "dark")]
    pressed, other = (at.evaluate("at => getComputedStyle(at).backgroundColor") for at in buttons)
    assert pressed != other
    border = page.locator("a.state-tile").first.evaluate("at => getComputedStyle(at).borderTopStyle")
    assert border == "solid"
    context.close()


@pytest.mark.parametrize("address", ["/", "/states/fatigue/"])
def test_a_page_is_light_enough_for_a_poor_signal(browser: Browser, sample_site, address: str) -> None:
    context = window(browser, sample_site.url)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: dict[str, float] = {}
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    documents: list[str] = []
    session.on(
        "Network.responseReceived",
        lambda event: documents.append(event["requestId"]) if event["type"] == "Document" else None,
    )

    page.goto(address, wait_until="networkidle")

    assert len(documents) == 1
    assert 0 < len(sizes) <= 6
    assert sum(sizes.values()) <= 60 * 1024
    assert sizes[documents[0]] <= 14 * 1024
    context.close()
