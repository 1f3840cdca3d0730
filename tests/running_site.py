"""A site that runs in processes of its own, as `make run` starts it."""

import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]


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
    for _ in range(1800):
        if process.poll() is not None:
            pytest.fail(f"The site ended while starting:\n{output.read_text()}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The site did not answer within three minutes:\n{output.read_text()}")


def page_id(page: Page) -> str:
    """The id of the public page that is open, from an editor's user bar."""
    edit = page.locator("wagtail-userbar").get_by_role("menuitem", name="Edit this page", include_hidden=True)
    return str(edit.get_attribute("href")).rstrip("/").split("/")[-2]
