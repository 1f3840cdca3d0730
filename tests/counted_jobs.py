"""Clicks and keys of a job, as a hand makes them: tests/editors_jobs.py has what it may take."""

from collections.abc import Iterator
from contextlib import contextmanager

from editors_jobs import JOBS
from playwright.sync_api import Browser, Page
from running_site import SampleSite, sign_in

COUNT = """(() => {
  const add = name => event => {
    if (event.isTrusted) sessionStorage.setItem(name, Number(sessionStorage.getItem(name)) + 1);
  };
  addEventListener("pointerdown", add("clicks"), true);
  addEventListener("keydown", add("keys"), true);
})();"""
COUNTED = "() => ['clicks', 'keys'].map(name => Number(sessionStorage.getItem(name)))"


@contextmanager
def counted(page: Page, job: str) -> Iterator[None]:
    """A job takes no more clicks and keys than docs/editors.md says, as a hand makes them."""
    page.evaluate("() => sessionStorage.clear()")
    yield
    page.wait_for_load_state()
    clicks, keys = page.evaluate(COUNTED)
    most = JOBS[job]
    assert clicks <= most.clicks, f"{clicks} clicks"
    assert keys <= most.keys, f"{keys} keys"


def desk_of(browser: Browser, site: SampleSite, who: str) -> Page:
    page = sign_in(browser, site, who)
    page.context.add_init_script(COUNT)
    page.goto("/admin/")
    return page


def press(page: Page, name: str) -> None:
    page.locator("footer").get_by_role("button", name=name, exact=True).click()
