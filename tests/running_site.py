"""A site that runs in processes of its own, as `make run` starts it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState

ROOT = Path(__file__).parents[1]
# Debian's smaller build without windows is a quarter faster.
CHROMIUM = Path(os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium")


@dataclass(frozen=True)
class SampleSite:
    url: str
    passwords: dict[str, str]
    output: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], output: Path) -> None:
    """Until it answers."""
    for _ in range(1800):
        if process.poll() is not None:
            pytest.fail(f"The site ended while starting:\n{output.read_text()}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The site did not answer within three minutes:\n{output.read_text()}")


def wait_for_greeting(url: str, process: subprocess.Popen[bytes], output: Path) -> None:
    """Until it has said where it is, in whatever language; then it answers at once."""
    for _ in range(1800):
        said = output.read_text()
        if process.poll() is not None:
            pytest.fail(f"The site ended while starting:\n{said}")
        time.sleep(0.1)
        if f"{url}/admin/" in said and output.read_text() == said:  # and whatever it says after that
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
    pytest.fail(f"The site did not greet within three minutes:\n{output.read_text()}")


@contextmanager
def sample_site_in(var: Path, **settings: str) -> Iterator[SampleSite]:
    """All that `make run` starts, with its database and media in `var`; ended afterwards."""
    output, port = var / "output.txt", free_port()
    inherited = {name: os.environ[name] for name in os.environ.keys() - {"DATABASE_URL", "RECALIBRATE_DEBUG"}}
    ours = {"DJANGO_SETTINGS_MODULE": "recalibrate.settings.dev", "RECALIBRATE_VAR_DIR": str(var)}
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "start"],
            cwd=ROOT,
            env={**inherited, **ours, "PORT": str(port), **settings},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        url = f"http://localhost:{port}"
        wait_for_greeting(url, process, output)
        passwords = dict(re.findall(r"^  (\w+) +(\S+)$", output.read_text(), re.M))
        yield SampleSite(url, passwords, output)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) is not None


def environment_of(sample_site: SampleSite) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.dev",
        "RECALIBRATE_VAR_DIR": str(sample_site.output.parent),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }


def in_another_process(sample_site: SampleSite, code: str) -> None:
    """As the person who runs the site would, at a terminal."""
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=environment_of(sample_site),
        check=True,
        capture_output=True,
        timeout=60,
    )


_signed_in: dict[tuple[str, str], StorageState] = {}


def sign_in(browser: Browser, site: SampleSite, who: str, **options: Any) -> Page:
    """A window of theirs, at the desk. Everybody signs in once a site: more often would meet its limit."""
    options = {"base_url": site.url, "viewport": {"width": 1280, "height": 900}} | options
    page = browser.new_context(storage_state=_signed_in.get((site.url, who)), **options).new_page()
    if (site.url, who) in _signed_in:
        page.goto("/admin/")
    else:
        give_password(page, site, who)
        page.wait_for_url("**/admin/")
        _signed_in[site.url, who] = page.context.storage_state()
    return page


def give_password(page: Page, site: SampleSite, who: str) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(who)
    page.locator("input[name=password]").fill(site.passwords[who])
    page.get_by_role("button", name="Sign in").click()


def page_id(page: Page) -> str:
    """The id of the public page that is open, from an editor's user bar."""
    edit = page.locator("wagtail-userbar").get_by_role("menuitem", name="Edit this page", include_hidden=True)
    return str(edit.get_attribute("href")).rstrip("/").split("/")[-2]
