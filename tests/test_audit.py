"""Without the internet the audit says so in a line, and never that all is well."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOWHERE = "http://127.0.0.1:9"


def audit(venv):
    offline = {"PIP_INDEX_URL": f"{NOWHERE}/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": ""}
    offline |= {"PIP_EXTRA_INDEX_URL": "", "https_proxy": NOWHERE, "HTTPS_PROXY": NOWHERE}
    return subprocess.run(
        ["sh", ".ci/audit", venv],
        cwd=ROOT,
        env=os.environ | offline,
        capture_output=True,
        text=True,
        check=False,
    )


def stand_in(venv, script):
    """In the place of pip-audit, which no test may fetch."""
    (venv / "bin").mkdir()
    (venv / "bin" / "pip-audit").write_text(f"#!/bin/sh\n{script}\n")
    (venv / "bin" / "pip-audit").chmod(0o755)


def test_where_nothing_can_be_fetched_it_says_so_in_a_line(tmp_path):
    answer = audit(tmp_path / "venv")

    assert answer.returncode == 2
    assert answer.stderr.startswith("Not audited: pip-audit cannot be installed (ERROR: No matching")
    assert len(answer.stderr.splitlines()) == 2


def test_a_database_that_does_not_answer_is_no_traceback(tmp_path):
    stand_in(
        tmp_path,
        "printf 'Traceback (most recent call last):\\n  File\\nConnectionError: no route\\n' >&2; exit 1",
    )

    answer = audit(tmp_path)

    assert answer.returncode == 2
    assert (
        "Not audited: the vulnerability database does not answer (ConnectionError: no route)."
        in answer.stderr
    )
    assert "Traceback" not in answer.stderr


def test_a_package_that_nobody_knows_is_not_audited(tmp_path):
    unknown = "ERROR:pip_audit._cli:anyio: Dependency not found on PyPI and could not be audited: anyio (4.9)"
    stand_in(tmp_path, f"echo '{unknown}' >&2; exit 1")

    answer = audit(tmp_path)

    assert answer.returncode == 2
    assert answer.stderr.startswith("Not audited: who answers here does not know anyio (4.9), as an index")


@pytest.mark.parametrize("ended", [0, 1])
def test_an_answer_is_passed_on_as_it_is(tmp_path, ended):
    stand_in(tmp_path, f"echo \"$@\"; echo 'Found 1 known vulnerability' >&2; exit {ended}")

    answer = audit(tmp_path)

    assert answer.returncode == ended
    assert answer.stderr == "Found 1 known vulnerability\n"
    for name in ("requirements.txt", "requirements-optional.txt", "requirements-dev.txt"):
        assert f"-r {name}" in answer.stdout
