"""A site as an operator runs it, and its database stopped and made to hang: benchmarks/outages, in short."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks.outages import database
from benchmarks.outages.ground import Ground, prepared
from benchmarks.outages.registry import Seen

pytestmark = pytest.mark.postgres  # its programs; the server is one of the test's own


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    """In no folder of pytest's: only its owner may enter those, and the server runs as `postgres`."""
    with TemporaryDirectory() as folder, prepared(Path(folder), seconds=8) as ground:
        yield ground


@pytest.mark.parametrize("tried", [database.stopped, database.hanging])
def test_a_site_lives_through_an_outage_of_its_database(ground: Ground, tried) -> None:
    seen: Seen = tried(ground)

    assert seen.is_as_promised, seen.words


def test_clock_and_workers_that_start_at_once_on_an_empty_database_meet_no_error(ground: Ground) -> None:
    assert "duplicate key" not in (ground.cluster.folder / "log").read_text()
