"""A code that phones can read."""

import re

import segno

from recalibrate.core.qr_code import QUIET, qr_code

URL = "https://wellbeing.example/guardian/2026-27-q1/"


def drawn(code):
    """The dark modules that the path covers."""
    return {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path)
        for step in range(int(length))
    }


def test_the_path_draws_exactly_the_modules_of_the_code():
    code = qr_code(URL)

    matrix = segno.make(URL, error="q", micro=False).matrix
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}
    assert drawn(code) == dark


def test_there_is_white_all_around():
    code = qr_code(URL)

    positions = [place for module in drawn(code) for place in module]
    assert min(positions) == QUIET
    assert max(positions) == code.size - QUIET - 1
