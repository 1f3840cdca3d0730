"""The sample's public figures, as the charts get them."""

from pathlib import Path

import pytest

import recalibrate.guardian
import recalibrate.sample
from recalibrate.core.toml_data import read_toml
from recalibrate.guardian.figures.disclosure import publish_figures
from recalibrate.guardian.figures.periods import parse_period
from recalibrate.guardian.figures.tables import figures_in
from recalibrate.guardian.figures.types import Thresholds
from recalibrate.guardian.figures.vocabulary import from_tables

SAMPLE = Path(recalibrate.sample.__file__).parent / "content" / "guardian"
QUARTERS = ("2025-26-q4", "2026-27-q1", "2026-27-q2")


@pytest.fixture(scope="session")
def vocabulary():
    return from_tables(read_toml(Path(recalibrate.guardian.__file__).parent / "data" / "vocabulary.toml"))


@pytest.fixture(scope="session")
def public(vocabulary):
    figures = (
        figure
        for quarter in QUARTERS
        for figure in figures_in(read_toml(SAMPLE / f"{quarter}.toml"), parse_period(quarter), vocabulary)
    )
    return publish_figures(figures, vocabulary, Thresholds())
