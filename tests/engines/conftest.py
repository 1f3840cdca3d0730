"""One sample site for both engines, and one window of each; `make engines` runs what is here, `make test` does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from engines.driving import ENGINES, Window, missing
from running_site import SampleSite, sample_site_in


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SampleSite]:
    with sample_site_in(tmp_path_factory.mktemp("var")) as site:
        yield site


@pytest.fixture(scope="module", params=list(ENGINES))
def window(
    request: pytest.FixtureRequest, sample_site: SampleSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    absent = missing(request.param)
    assert not absent, f"Not installed: {', '.join(absent)} (.ci/engines installs them)"
    folder: Path = tmp_path_factory.mktemp(request.param)
    with ENGINES[request.param](sample_site.url, folder) as opened:
        yield opened
