"""The sample's three quarters, which reconcile, as figures and as the vocabulary they are in."""

from pathlib import Path

import pytest

import recalibrate.guardian
import recalibrate.sample
from recalibrate.core.toml_data import read_toml
from recalibrate.guardian.figures.periods import parse_period
from recalibrate.guardian.figures.tables import figures_in
from recalibrate.guardian.figures.vocabulary import from_tables

SAMPLE = Path(recalibrate.sample.__file__).parent / "content" / "guardian"
QUARTERS = ("2025-26-q4", "2026-27-q1", "2026-27-q2")


@pytest.fixture(scope="session")
def vocabulary():
    return from_tables(read_toml(Path(recalibrate.guardian.__file__).parent / "data" / "vocabulary.toml"))


@pytest.fixture(scope="session")
def sample(vocabulary):
    return tuple(
        figure
        for quarter in QUARTERS
        for figure in figures_in(read_toml(SAMPLE / f"{quarter}.toml"), parse_period(quarter), vocabulary)
    )
