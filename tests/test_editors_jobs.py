"""What the guide says of clicks and keys is what a browser counts at most."""

from pathlib import Path

import pytest
from editors_jobs import JOBS, table

ROOT = Path(__file__).parents[1]


def test_the_guide_shows_the_table_that_is_counted():
    assert table() in (ROOT / "docs" / "editors.md").read_text()


@pytest.mark.parametrize("name", JOBS)
def test_every_job_is_counted_and_takes_no_more_than_before(name):
    counted = "".join(path.read_text() for path in (ROOT / "tests" / "browser").glob("test_*_day.py"))

    assert f'"{name}"' in counted
    assert JOBS[name].clicks <= (JOBS[name].clicks_before or JOBS[name].clicks)
    assert JOBS[name].clicks <= 12
