"""A reader without a signal: what was kept, what was withdrawn meanwhile, and how to leave nothing behind."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from network_line import Line
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

POST = "/posts/corridor-choir/"
ROOT = Path(__file__).parents[2]
OTHER = "/posts/borrowing-twenty-minutes/"


@pytest.fixture
def line(sample_site) -> Iterator[Line]:
    opened = Line(urlsplit(sample_site.url).port)
    yield opened
    opened.close()


@pytest.fixture
def reader(browser: Browser, line: Line) -> Iterator[Page]:
    context = browser.new_context(base_url=f"http://localhost:{line.port}")
    yield context.new_page()
    context.close()


def keep(reader: Page, address: str) -> None:
    reader.goto(address)
    reader.get_by_role("button", name="Save for later").click()
    expect(reader.get_by_role("button", name="Saved on this device. Remove it")).to_be_visible(timeout=15_000)


def kept(reader: Page) -> list[str]:
    return reader.evaluate(
        """async () => {
          if (!(await caches.has("kept-v1"))) return [];
          const shelf = await caches.open("kept-v1");
          return (await shelf.keys()).map((request) => new URL(request.url).pathname).sort();
        }"""
    )


def workers(reader: Page) -> int:
    return reader.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")


def test_until_a_reader_keeps_something_nothing_is_stored_in_the_browser(reader: Page) -> None:
    for address in ("/", POST, "/help/", "/shelf/"):
        reader.goto(address)

    assert workers(reader) == 0
    assert reader.evaluate("caches.keys()") == []
    assert reader.context.cookies() == []


def test_a_page_costs_six_requests_at_most(reader: Page) -> None:
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))

    reader.goto("/posts/borrowing-twenty-minutes/", wait_until="networkidle")

    assert len([url for url in asked if "/media/" not in url]) <= 6, asked


def test_a_kept_post_opens_without_a_network_and_so_does_help(reader: Page, line: Line) -> None:
    keep(reader, POST)
    title = reader.locator("h1").inner_text()
    line.become("cut")

    reader.goto(POST)
    expect(reader.locator("h1")).to_have_text(title)
    assert reader.evaluate("document.fonts.ready.then(() => document.fonts.check('1em \"Brygada 1918\"'))")
    assert reader.evaluate("getComputedStyle(document.querySelector('.skip-link')).position") != "static"
    expect(reader.get_by_role("button", name="Saved on this device. Remove it")).to_be_visible()

    reader.goto("/help/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Get help now")
    reader.goto("/guardian/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Saved for later")
    expect(reader.get_by_text("You are offline, and this page is not saved on this device.")).to_be_visible()
    expect(reader.get_by_role("listitem").filter(has_text="Saved on")).to_contain_text(title)
    reader.goto("/search/?q=rest")
    expect(reader.get_by_text("You need to be online to search.")).to_be_visible()
    assert reader.context.cookies() == []


def test_a_network_that_hangs_shows_the_copy_after_three_seconds(reader: Page, line: Line) -> None:
    keep(reader, POST)
    line.become("hanging")

    reader.goto(POST, timeout=10_000, wait_until="commit")

    expect(reader.locator("h1")).to_be_visible()


def test_a_kept_post_that_is_withdrawn_leaves_the_shelf(reader: Page, as_editor: Page) -> None:
    keep(reader, POST)
    keep(reader, OTHER)
    as_editor.goto(POST)
    edit = as_editor.locator("wagtail-userbar").get_by_role(
        "menuitem", name="Edit this page", include_hidden=True
    )
    page_id = str(edit.get_attribute("href")).rstrip("/").split("/")[-2]
    as_editor.goto(f"/admin/pages/{page_id}/unpublish/")
    as_editor.get_by_role("button", name="Yes, withdraw it").click()
    as_editor.wait_for_url("**/admin/pages/**")

    reader.goto("/shelf/")

    expect(reader.get_by_role("listitem").filter(has_text="Saved on")).to_have_count(1, timeout=10_000)
    assert OTHER in kept(reader)
    assert POST not in kept(reader)


def test_the_worker_keeps_only_what_anybody_may_read(as_editor: Page) -> None:
    """An editor who keeps a post keeps what readers see, without the user bar; the admin is never kept."""
    keep(as_editor, OTHER)

    copy = as_editor.evaluate(
        "async (path) => (await (await caches.open('kept-v1')).match(path)).text()", OTHER
    )
    refused = as_editor.evaluate(
        """async () => {
          const { active } = await navigator.serviceWorker.ready;
          const { port1, port2 } = new MessageChannel();
          const answer = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
          active.postMessage({ keep: { path: "/admin/", assets: [] } }, [port2]);
          return answer;
        }"""
    )

    assert "wagtail-userbar" not in copy
    assert refused is False
    as_editor.goto("/admin/")
    assert not [path for path in kept(as_editor) if path.startswith("/admin")]


def test_what_is_removed_while_it_is_looked_at_again_stays_removed(reader: Page, line: Line) -> None:
    keep(reader, OTHER)
    reader.goto("/shelf/", wait_until="networkidle")
    assert OTHER in kept(reader)
    line.is_free.clear()
    reader.evaluate(
        """() => {
          const { port1, port2 } = new MessageChannel();
          window.looked = new Promise((resolve) => { port1.onmessage = resolve; });
          navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ recheck: true }, [port2]));
        }"""
    )
    reader.wait_for_timeout(500)  # by then it has asked

    reader.get_by_role("listitem").filter(has_text="Saved on").get_by_role("button", name="Remove").click()
    expect(reader.get_by_text("Nothing saved yet.")).to_be_visible()
    line.is_free.set()
    reader.evaluate("window.looked.then(() => true)")

    assert OTHER not in kept(reader)


def test_removing_everything_leaves_nothing_behind(reader: Page) -> None:
    keep(reader, OTHER)
    reader.goto("/shelf/")

    reader.get_by_role("button", name="Remove everything from this device").click()

    expect(reader.get_by_text("Nothing saved yet.")).to_be_visible()
    assert reader.evaluate("caches.keys()") == []
    assert workers(reader) == 0


@pytest.fixture
def switched_off(sample_site) -> Iterator[int]:
    """The port of a second web process on the same data, with the kill switch thrown."""
    port = Line(0)
    port.close()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.dev",
        "RECALIBRATE_VAR_DIR": str(sample_site.output.parent),
        "RECALIBRATE_SERVICE_WORKER": "0",
        "PORT": str(port.port),
    }
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "runserver", "--noreload", f"127.0.0.1:{port.port}"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port.port}/healthz", timeout=2).close()
            break
        except OSError:
            assert process.poll() is None
            time.sleep(0.1)
    yield port.port
    process.terminate()
    process.wait(timeout=20)


def test_the_kill_switch_empties_every_browser_at_its_next_visit(
    reader: Page, line: Line, switched_off: int
) -> None:
    keep(reader, OTHER)
    line.become("up", target=switched_off)

    reader.goto("/")
    for _ in range(100):
        if workers(reader) == 0:
            break
        reader.wait_for_timeout(200)

    assert workers(reader) == 0
    assert reader.evaluate("caches.keys()") == []
