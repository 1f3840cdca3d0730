"""Two web processes on one database: what is changed in one is true in both, permissions at once."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from running_site import ROOT, SampleSite, environment_of, free_port, in_another_process, page_id, wait_for

pytestmark = pytest.mark.browser

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
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *server, "--port", str(port), "recalibrate.wsgi:application"],
            cwd=ROOT,
            env=environment_of(sample_site),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://localhost:{port}"
        wait_for(url, process, output)
        yield url
    finally:
        process.terminate()  # not what is tried here: on a busy machine it may take its time
        process.wait(timeout=60)


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
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.locator(".messages")).to_contain_text("is withdrawn")
    time.sleep(WITHIN)
    assert [status_of(address) for address in addresses * 2] == [410] * 4

    page.goto(f"{admin}/edit/")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("is public", timeout=20_000)
    time.sleep(WITHIN)
    assert [status_of(address) for address in addresses * 2] == [200] * 4


FIND = """
from django.contrib.auth.models import Group, Permission
from recalibrate.core.models import User
editors, user = Group.objects.get(name="Editor"), User.objects.filter(username="editor")
decide = Permission.objects.get(content_type__app_label="feeds", codename="add_curation")
"""
TAKEN = {  # and how it is given back
    "editors.permissions.remove(decide)": "editors.permissions.add(decide)",
    "user.update(is_active=False)": "user.update(is_active=True)",
}


def test_what_is_taken_away_is_gone_in_both_at_the_next_request(
    as_editor: Page, sample_site: SampleSite, second_process: str
) -> None:
    def statuses() -> set[int]:
        inboxes = [f"{base}/admin/inbox/" for base in (sample_site.url, second_process)]
        return {as_editor.request.get(inbox, max_redirects=0).status for inbox in inboxes * 2}

    for taken, given_back in TAKEN.items():
        assert statuses() == {200}
        try:
            in_another_process(sample_site, FIND + taken)

            assert statuses() <= {302, 403}, taken
        finally:
            in_another_process(sample_site, FIND + given_back)
    assert statuses() == {200}
