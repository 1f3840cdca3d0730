"""What the product promises of browsers, kept by machine: docs/browser-support.md against our own files."""

import json
import re

import browser_features
import pytest

DOCUMENT = browser_features.ROOT / "docs/browser-support.md"
KEPT = json.loads(browser_features.KEPT.read_text())
NAMES = {"Safari and iOS": "safari_ios", "Chrome": "chrome", "Edge": "edge", "Firefox ESR": "firefox"}


def promised() -> dict[str, float]:
    """The oldest version of each browser that the document names."""
    found = dict(re.findall(r"^\| ([A-Z][A-Za-z ]+) \| (\d+) \|", DOCUMENT.read_text(), re.M))
    return {NAMES[name]: float(version) for name, version in found.items()}


def explained() -> set[str]:
    return set(re.findall(r"^\| `([a-z-]+:[\w:-]+)` \|.*\| \S[^|]+\|$", DOCUMENT.read_text(), re.M))


def is_late(since: dict[str, float | None]) -> bool:
    return any(since[name] is None or since[name] > oldest for name, oldest in promised().items())


def test_the_document_promises_all_four_families_of_browsers():
    assert set(promised()) == set(browser_features.BROWSERS)


def test_every_feature_that_our_files_use_was_looked_up():
    """A new one: python tests/browser_features.py data.json, of the npm package @mdn/browser-compat-data."""
    looked_up = {*KEPT["since"], *KEPT["unknown"]}
    new = {name for name in browser_features.used() if not name.startswith(("value:", "script:"))} - looked_up

    assert new == set()


def test_what_a_promised_browser_lacks_is_explained_and_nothing_else_is():
    used = browser_features.used()
    late = {name for name, since in KEPT["since"].items() if name in used and is_late(since)}

    assert late == explained()


@pytest.mark.parametrize("name", ["light-dark", "oklch"])
def test_no_colour_hangs_on_a_function_that_old_browsers_lack(name):
    """A variable with an unknown function is valid until it is used: nothing falls back."""
    assert f"{name}(" not in browser_features.style()


def test_mixed_colours_stand_only_where_the_browser_was_asked():
    css = browser_features.style()
    outside = re.sub(r"@supports \(color: color-mix[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)

    assert "color-mix(" in css
    assert "color-mix(" not in outside


def test_words_of_style_have_a_plain_form_before_the_one_with_an_alternative():
    """`content: "x" / ""` is dropped whole where it is unknown."""
    css = browser_features.style()

    for both in re.finditer(r'content: ([^;{}]+?) / "";', css):
        assert css[: both.start()].rstrip().endswith(f"content: {both[1]};"), both[0]
