"""The one inline script: allowed by its hash, and knowing the same colours as the stylesheet."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from recalibrate.web.csp_policies import THEME_SCRIPT

STYLESHEET = Path(settings.BASE_DIR) / "static" / "css" / "site.css"


def inline_scripts(html: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", html, re.S)


def hash_of(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


@pytest.mark.parametrize("address", ["/", "/states/fatigue/", "/nothing/"])
def test_the_only_inline_script_is_the_one_whose_hash_the_policy_names(client, home, address):
    response = client.get(address)

    [script] = inline_scripts(response.content.decode())
    assert hash_of(script) in response["Content-Security-Policy"]


def test_a_script_changed_by_one_letter_would_not_run(client, home):
    response = client.get("/")

    [script] = inline_scripts(response.content.decode())
    assert response["Content-Security-Policy"].count("sha256-") == 1
    assert hash_of(script + " ") not in response["Content-Security-Policy"]


def test_the_browsers_bar_has_the_colour_of_the_strip_below_it(client, home):
    css = STYLESHEET.read_text()
    [(light, dark)] = re.findall(r"--sunken: var\(--if-light, (#\w+)\) var\(--if-dark, (#\w+)\)", css)
    [night] = re.findall(r"--sunken: (#\w+);", css)

    bars = dict(re.findall(r'(light|dark|night): "(#\w+)"', THEME_SCRIPT.read_text()))
    head = client.get("/").content.decode()

    assert bars == {"light": light, "dark": dark, "night": night}
    assert re.findall(r'name="theme-color" content="(#\w+)"', head) == [light, dark]
