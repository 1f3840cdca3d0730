"""A whole sample site, started the way `make run` starts it, and a real browser to use it with."""

import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from kept_database import copy_migrated
from playwright.sync_api import Browser, Page, sync_playwright
from running_site import SampleSite, sample_site_in, sign_in

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PAGE = b"""<!doctype html><html lang="en"><head><title>Nights and days</title>
<link rel="alternate" type="application/rss+xml" title="Articles" href="/articles.rss">
<link rel="alternate" type="application/rss+xml" title="Jobs" href="/jobs.rss"></head><body></body></html>"""
RSS = b"""<rss version="2.0"><channel><title>Articles</title>
<item><title>Exhausted after nights</title><link>https://nights.example/1</link><guid>1</guid>
<description>What helped.</description></item></channel></rss>"""


@pytest.fixture(scope="session")
def other_site() -> Iterator[str]:
    """Someone else's site on this machine, with two feeds; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = RSS if self.path.endswith(".rss") else PAGE
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if body is PAGE else "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory, other_site: str) -> Iterator[SampleSite]:
    allowed = other_site.removeprefix("http://")
    var = tmp_path_factory.mktemp("var")
    copy_migrated(var / "recalibrate.sqlite3")
    with sample_site_in(var, RECALIBRATE_FEEDS_ALLOWED_ADDRESSES=allowed) as site:
        yield site


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # its loop stays in this thread, beside later tests' queries
    )
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(chromium_path), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, sample_site: SampleSite) -> Iterator[Page]:
    """A fresh, anonymous window whose addresses are relative to the sample site."""
    context = browser.new_context(base_url=sample_site.url, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def as_editor(browser: Browser, sample_site: SampleSite) -> Iterator[Page]:
    page = sign_in(browser, sample_site, "editor")
    yield page
    page.context.close()
