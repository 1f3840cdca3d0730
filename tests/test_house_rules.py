"""Rules of the house that no other tool checks."""

import ast
import re
import site
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from house_numbers import numbers_without_a_reason
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
CODE = [ROOT / name for name in ("site", "blog", "feeds", "templates", "static", "tests", "docs", ".ci")]


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_site_is_a_plain_folder_and_the_standard_librarys_module_is_untouched():
    assert not (ROOT / "site" / "__init__.py").exists()
    assert Path(site.__file__).is_relative_to(sys.base_prefix)


def test_git_does_not_ignore_our_code():
    answer = subprocess.run(["git", "check-ignore", "-q", "site/recalibrate/urls.py"], cwd=ROOT, check=False)

    assert answer.returncode == 1


def test_tests_are_no_packages():
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_requirements_are_pinned_with_hashes_and_name_no_host():
    for name in ("requirements.txt", "requirements-optional.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        packages = re.findall(r"^[a-z0-9][\w.-]*(?:\[[\w,]+\])?==", text, re.M)
        assert packages
        assert text.count("--hash=sha256:") >= len(packages)
        assert "://" not in text
        assert "index-url" not in text


def test_pins_keep_the_extras_that_packages_ask_each_other_for():
    """Without its extra, a pin is passed over by pip once a newer release is out: nothing installs."""
    pins = "".join((ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt"))
    asked = [
        wanted
        for package in metadata.distributions()
        for wanted in map(Requirement, package.requires or [])
        if wanted.extras and (wanted.marker is None or wanted.marker.evaluate({"extra": ""}))
    ]

    assert {wanted.name.lower() for wanted in asked} >= {"willow", "coverage"}
    for wanted in asked:
        assert re.search(rf"^{wanted.name}\[{','.join(sorted(wanted.extras))}\]==", pins, re.M | re.I), wanted


def test_text_is_marked_safe_in_one_place_only():
    """Templates never say `|safe`; HTML from elsewhere is plain text long before it gets here."""
    allowed = {"tests/test_house_rules.py"}
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in {".py", ".html"}
        and re.search(r"\|\s*safe\b|mark_safe|RawHTMLBlock", path.read_text())
        and str(path.relative_to(ROOT)) not in allowed
    ]
    assert found == []


@pytest.mark.parametrize(
    "path", [p for p in tracked() if p.suffix == ".html" and "templates" in p.parts], ids=str
)
def test_a_template_states_its_contract_on_its_first_line(path):
    assert path.read_text().lstrip().startswith("{#"), path


# The one exception, allowed by its hash (tests/core/test_theme.py).
THEME_SCRIPT = '<script>{% include "inline/theme.js" %}</script>'


def test_templates_carry_no_inline_style_or_script():
    """But for mails: their style has nowhere else to stand."""
    for path in tracked():
        if path.suffix == ".html" and "templates" in path.parts and "mail" not in path.parts:
            text = path.read_text()
            assert not re.search(r"\sstyle=|<style|\son\w+=", text), path
            text = text.replace(THEME_SCRIPT, "")
            assert not re.search(r"<script(?![^>]*(src=|application/ld))", text), path


def test_no_line_of_a_template_a_sheet_or_a_script_is_over_120():
    """A tag of Django's is never broken: `{% with %}` and `{% translate … as … %}` shorten it."""
    ours = [p for p in tracked() if p.suffix in (".html", ".css", ".js") or p.match("templates/**/*.txt")]
    ours = [p for p in ours if not {"vendor", "documents"} & set(p.parts)]

    assert len(ours) > 250
    assert not [
        f"{path.relative_to(ROOT)}:{number}"
        for path in ours
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > 120
    ]


def test_no_module_spells_the_address_of_a_page():
    """`reverse` knows those with a view, `core.fixed_pages` those that editors write."""
    modules = [p for root in ("site", "blog", "feeds") for p in (ROOT / root).rglob("*.py")]
    urls = "".join(path.read_text() for path in modules if path.name == "urls.py")
    first = {*re.findall(r'path\(\s*"([a-z-]+)/', urls)} - {"media"}  # that one is a setting of Django’s
    written = {"posts", "what-helps", "disciplines", "series", "programmes", "about", "feeds", "documents"}
    address = re.compile(rf"/(?:{'|'.join(first | written)})/")
    suspects = [p for p in modules if "migrations" not in p.parts and address.search(p.read_text())]

    assert len(first) > 10
    assert not [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in suspects
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and address.match(node.value)
    ]


def test_a_named_number_without_a_reason_is_found():
    reasons = "A = 1\nB = 2  # two\n# Three.\nC = 3\nD = timedelta(days=4)\nE = 5 * 1024\nf = 6\n"

    assert [name for _, name in numbers_without_a_reason(reasons)] == ["A", "D", "E"]
    assert list(numbers_without_a_reason("class Level(IntEnum):\n    LOW = 1\n")) == []


def test_every_named_number_says_why_it_is_so():
    modules = [path for root in ("site", "blog", "feeds") for path in (ROOT / root).rglob("*.py")]
    ours = [path for path in modules if not {"migrations", "settings"} & set(path.parts)]

    assert len(ours) > 500
    assert [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in ours
        for line, name in numbers_without_a_reason(path.read_text())
    ] == []


def test_no_column_of_a_table_is_without_a_name():
    nameless = re.compile(r"<th[^>]*>\s*</th>")
    assert [
        p.name for p in (ROOT / "templates").rglob("*.html") if nameless.search(p.read_text("utf-8"))
    ] == []


def test_the_version_is_the_same_everywhere():
    from django.conf import settings

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == settings.VERSION
    assert f"## {settings.VERSION}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_licences_are_listed_and_ones_we_accept():
    result = subprocess.run(
        [sys.executable, ".ci/licences.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stderr


def test_a_module_of_tests_is_read_in_one_sitting():
    longest = {path: len(path.read_text().splitlines()) for path in (ROOT / "tests").rglob("test_*.py")}

    assert len(longest) > 100
    assert {path: lines for path, lines in longest.items() if lines > 350} == {}
