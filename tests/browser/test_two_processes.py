"""Two web processes on one database: what an editor changes in one is true in both within a second."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from running_site import ROOT, SampleSite, free_port, page_id, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WITHIN = 1.0  # seconds


@pytest.fixture
def second_process(sample_site: SampleSite) -> Iterator[str]:
    """The address of another web process of the sample site."""
    port, output = free_port(), sample_site.output.with_name("second.txt")
    server = [
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--no-ws",
        "--blocking-threads",
        "2",
        "--log-level",
        "warning",
    ]
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.dev",
        "RECALIBRATE_VAR_DIR": str(sample_site.output.parent),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *server, "--port", str(port), "recalibrate.wsgi:application"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://localhost:{port}"
        wait_for(url, process, output)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_what_an_editor_changes_in_one_is_true_in_both_within_a_second(
    as_editor: Page, sample_site: SampleSite, second_process: str
) -> None:
    page, path = as_editor, "/posts/quiet-room-for-everyone/"
    addresses = [f"{base}{path}" for base in (sample_site.url, second_process)]
    page.goto(path)
    admin = f"/admin/pages/{page_id(page)}"
    assert [status_of(address) for address in addresses * 2] == [200] * 4

    page.goto(f"{admin}/unpublish/")
    page.get_by_role("button", name="Yes, unpublish it").click()
    expect(page.get_by_text("unpublished")).to_be_visible()
    time.sleep(WITHIN)
    assert [status_of(address) for address in addresses * 2] == [410] * 4

    page.goto(f"{admin}/edit/")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("has been published")).to_be_visible(timeout=20_000)
    time.sleep(WITHIN)
    assert [status_of(address) for address in addresses * 2] == [200] * 4
