"""Our line drawings as points."""

from math import dist

import pytest
from django.conf import settings

from recalibrate.core.drawing.outline import UnknownDrawing, drawing_lines

ICONS = sorted((settings.BASE_DIR / "templates/icons").glob("*.svg"))


def drawn(path):
    return [
        tuple((round(x, 2), round(y, 2)) for x, y in line) for line in drawing_lines(f'<path d="{path}"/>')
    ]


def test_every_icon_of_ours_is_understood_and_stays_inside_its_square():
    assert ICONS
    for icon in ICONS:
        points = [point for line in drawing_lines(icon.read_text()) for point in line]
        assert all(0 <= x <= 32 and 0 <= y <= 32 for x, y in points), icon.name


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("M1 2L3 4", [((1, 2), (3, 4))]),
        ("m1 2 2 2", [((1, 2), (3, 4))]),
        ("M1 2h5v-1H0V9", [((1, 2), (6, 2), (6, 1), (0, 1), (0, 9))]),
        ("M1 2l1 0 0 1Z", [((1, 2), (2, 2), (2, 3), (1, 2))]),
        ("M1 2h1M5 6h1", [((1, 2), (2, 2)), ((5, 6), (6, 6))]),
        ("m1 1h1m2 0h1", [((1, 1), (2, 1)), ((4, 1), (5, 1))]),
        ("M.5-.5l1-1", [((0.5, -0.5), (1.5, -1.5))]),
    ],
)
def test_straight_strokes_go_where_the_path_says(path, expected):
    assert drawn(path) == expected


@pytest.mark.parametrize("flags", ["0 0", "0 1", "1 0", "1 1"])
def test_an_arc_keeps_its_distance_from_one_centre(flags):
    (line,) = drawing_lines(f'<path d="M10 16a6 6 0 {flags} 6 6"/>')

    centre = (16, 16) if flags in ("0 0", "1 1") else (10, 22)
    assert line[-1] == (16, 22)
    assert all(dist(centre, point) == pytest.approx(6) for point in line)


def test_a_smooth_curve_goes_on_in_the_direction_of_the_last():
    (line,) = drawing_lines('<path d="M0 0C0 4 4 4 4 0S8-4 8 0"/>')

    assert line[-1] == (8, 0)
    assert max(y for x, y in line if x < 4) == pytest.approx(3, abs=0.05)
    assert min(y for x, y in line if x > 4) == pytest.approx(-3, abs=0.05)


def test_a_circle_is_closed():
    (line,) = drawing_lines('<circle cx="5" cy="6" r="2"/>')

    assert line[0] == pytest.approx(line[-1])
    assert all(dist((5, 6), point) == pytest.approx(2) for point in line)


@pytest.mark.parametrize("svg", ["<svg></svg>", '<path d="M0 0a3 6 0 0 1 6 6"/>'])
def test_what_is_not_understood_is_refused(svg):
    with pytest.raises(UnknownDrawing):
        drawing_lines(svg)
