"""The site in words two fifths longer, from the left and from the right, on the narrowest phone.

Nothing is wider than the window, no text is cut, no number turns round, and nothing that scripts write is forgotten.
The language is that of tests/pseudo_locale.py.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pseudo_locale import LEFT_TO_RIGHT, RIGHT_TO_LEFT, Content, pseudo, unmarked
from running_site import ROOT, SampleSite, environment_of, sample_site_in

pytestmark = pytest.mark.browser

WIDTH = 320
POST = "/posts/after-the-bereavement-room/"
PLACES = (
    "/",
    "/states/",
    "/states/fatigue/",
    "/states/numbness/",
    POST,
    "/posts/",
    "/strategies/",
    "/picks/",
    "/help/",
    "/search/",
    "/search/?q=rest",
    "/search/?q=qqqqqqqqqq",
    "/search/?q=want+to+die",
    "/write/",
    "/by-email/",
    "/feeds/",
    "/sources/",
    "/shelf/",
    "/about/",
    "/guardian/",
    "/guardian/2026-27-q1/",
    "/guardian/exception-reporting/?worked_on=2026-11-01",
    "/you-said-we-did/",
    "/programmes/",
    "/programmes/recalibrate/",
    "/programmes/exercises/",
    "/programmes/calls/",
    "/programmes/results/",
    "/a/",
    "/nothing/",
)
LINKED = {
    "/programmes/recalibrate/": (".session-list a", "a[href*=poster]"),
    "/programmes/exercises/": (".card-rows a",),
    "/programmes/calls/": (".card-rows a",),
    "/programmes/results/": (".card-rows a",),
}
FAULTS = (Path(__file__).parents[1] / "texts_cut_off.js").read_text()
TEXTS = """
import json, sys
import django; django.setup()
from content_texts import all_texts
json.dump(list(all_texts()), sys.stdout)
"""


@pytest.fixture(scope="module")
def content(sample_site: SampleSite) -> Content:
    environment = environment_of(sample_site)
    environment["PYTHONPATH"] += os.pathsep + str(Path(ROOT, "tests"))
    said = subprocess.run(
        [sys.executable, "-c", TEXTS], cwd=ROOT, env=environment, check=True, capture_output=True, timeout=60
    )
    return Content(iter(json.loads(said.stdout)))


@pytest.fixture(scope="module", params=[LEFT_TO_RIGHT, RIGHT_TO_LEFT])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pseudo_site(
    language: str, sample_site: SampleSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SampleSite]:
    """A copy of the sample site that speaks this language from its start."""
    english, var = sample_site.output.parent, tmp_path_factory.mktemp(language)
    shutil.copytree(english / "media", var / "media", dirs_exist_ok=True)
    with (
        closing(sqlite3.connect(english / "recalibrate.sqlite3")) as there,
        closing(sqlite3.connect(var / "recalibrate.sqlite3")) as here,
    ):
        there.backup(here)
    settings = {"DJANGO_SETTINGS_MODULE": "tests.pseudo_settings", "PSEUDO_LANGUAGE": language}
    with sample_site_in(var, **settings) as site:
        yield site


@pytest.fixture(scope="module")
def narrow(browser: Browser, pseudo_site: SampleSite) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=pseudo_site.url, viewport={"width": WIDTH, "height": 640})
    yield context
    context.close()


def linked(page: Page) -> list[str]:
    """What has no address that could be known here: a session, a poster, an exercise, a call, results."""
    found = []
    for place, links in LINKED.items():
        page.goto(place)
        found += [str(page.locator(link).first.get_attribute("href")) for link in links]
    return found


def faults_of(page: Page, content: Content) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found: list[str] = page.evaluate(FAULTS)
    return found + [f"not marked: {text}" for text in unmarked(page.content(), content)]


def test_every_page_fits_and_is_whole(narrow: BrowserContext, content: Content, language: str) -> None:
    page = narrow.new_page()
    faults: dict[str, list[str]] = {}
    for place in (*PLACES, *linked(page)):
        page.goto(place)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == RIGHT_TO_LEFT else None)
        assert pseudo("Get help now") in page.locator(".site-header").inner_text()
        if found := faults_of(page, content):
            faults[place] = found

    assert faults == {}


@pytest.mark.parametrize("place", ["/write/", "/by-email/"])
def test_so_does_what_a_form_asks_for(narrow: BrowserContext, content: Content, place: str) -> None:
    page = narrow.new_page()
    page.goto(place)
    page.locator("form.writing__form [type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()

    assert faults_of(page, content) == []


def test_so_does_what_scripts_write(narrow: BrowserContext, content: Content) -> None:
    page = narrow.new_page()
    page.goto(POST)
    kept = page.locator("button[data-kept]")
    kept.click()
    expect(kept).to_have_text(pseudo("Saved on this device. Remove it"), timeout=15_000)
    page.locator("[data-does=copy-link]").click()
    expect(page.locator(".share__said")).to_contain_text("ǿ")
    on_the_post = faults_of(page, content)
    page.goto("/shelf/")
    expect(page.locator(".shelf li")).to_have_count(1)

    assert on_the_post == []
    assert faults_of(page, content) == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<p style="width: 400px">Wide', "400 pixels wide"),
        ('<p style="overflow: hidden; width: 9px">Help', "cut: Help <p>"),
        ('<p style="overflow: hidden; height: 9px">Help', "cut: Help <p>"),
        ('<p style="clip-path: inset(0 0 0 9px)">Help', "cut: Help <p>"),
        ('<p style="position: absolute; left: -9px">Help', "out of the window: Help <p>"),
        ("<p dir=rtl>111 222", "111 222 turned round: 111 222 <p>"),
    ],
)
def test_each_of_these_is_found(browser: Browser, html: str, fault: str) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": 640})
    page.set_content(f'<!doctype html><body style="margin: 0">{html}')
    assert page.evaluate(FAULTS) == [fault]
    page.set_content('<!doctype html><body style="margin: 0"><p>Help on 111 222')
    assert page.evaluate(FAULTS) == []
    page.close()
