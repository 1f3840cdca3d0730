"""The line drawings of templates/icons/ as lists of points, for pictures that no browser draws. Pure.

Knows the little SVG that our own drawings use: paths of M L H V C S A Z, and circles.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(r"[MLHVCSAZ]|[-+]?(?:\d*\.\d+|\d+\.?)(?:e[-+]?\d+)?", re.I)
_PATH = re.compile(r'<path[^<>]*\sd="([^"]+)"')
_CIRCLE = re.compile(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"')
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}
STEPS = 24  # straight lines in a half circle: none shows at the size of a card


class Point(NamedTuple):
    x: float
    y: float


Line = tuple[Point, ...]


class UnknownDrawing(ValueError):
    """The drawing uses SVG that this module does not know."""


def drawing_lines(svg: str) -> tuple[Line, ...]:
    """Every stroke of the drawing, curves cut into short straight pieces, in the drawing's own units."""
    strokes = [line for path in _PATH.findall(svg) for line in _path_lines(path)]
    strokes += [_circle(*map(float, found)) for found in _CIRCLE.findall(svg)]
    if not strokes:
        raise UnknownDrawing(svg[:60])
    return tuple(strokes)


def _circle(cx: float, cy: float, r: float) -> Line:
    turns = [2 * math.pi * step / (2 * STEPS) for step in range(2 * STEPS + 1)]
    return tuple(Point(cx + r * math.cos(turn), cy + r * math.sin(turn)) for turn in turns)


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; a command repeated without its letter is said again."""
    tokens = _TOKEN.findall(path)
    at, letter = 0, "M"
    while at < len(tokens):
        if tokens[at].isalpha():
            letter, at = tokens[at], at + 1
        count = _ARGUMENTS[letter.upper()]
        yield letter, [float(number) for number in tokens[at : at + count]]
        at += count
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def _path_lines(path: str) -> Iterator[Line]:
    pen, start, handle = Point(0, 0), Point(0, 0), None
    line: list[Point] = []
    for letter, numbers in _commands(path):
        kind = letter.upper()
        if kind == "M":
            if len(line) > 1:
                yield tuple(line)
            pen = start = _to(pen, letter, numbers)
            line, handle = [pen], None
        elif kind == "Z":
            line.append(start)
            pen, handle = start, None
        else:
            pieces, handle = _stroke(kind, pen, _absolute(pen, letter, numbers), handle)
            line += pieces
            pen = line[-1]
    if len(line) > 1:
        yield tuple(line)


def _to(pen: Point, letter: str, numbers: list[float]) -> Point:
    return Point(*_absolute(pen, letter, numbers)[-2:])


def _absolute(pen: Point, letter: str, numbers: list[float]) -> list[float]:
    """The numbers of a command as if it had been written with a capital letter."""
    if letter.isupper():
        return numbers
    if letter == "h":
        return [numbers[0] + pen.x]
    if letter == "v":
        return [numbers[0] + pen.y]
    if letter == "a":
        return [*numbers[:5], numbers[5] + pen.x, numbers[6] + pen.y]
    return [number + pen[position % 2] for position, number in enumerate(numbers)]


def _stroke(
    kind: str, pen: Point, numbers: list[float], handle: Point | None
) -> tuple[list[Point], Point | None]:
    """The points after the pen, and where a smooth curve would go on from."""
    if kind == "H":
        return [Point(numbers[0], pen.y)], None
    if kind == "V":
        return [Point(pen.x, numbers[0])], None
    if kind == "L":
        return [Point(*numbers)], None
    if kind == "A":
        return _arc(pen, *numbers), None
    first = Point(2 * pen.x - handle.x, 2 * pen.y - handle.y) if handle else pen
    points = [Point(*numbers[at : at + 2]) for at in range(0, len(numbers), 2)]
    a, b, end = points if kind == "C" else (first, *points)
    return _bezier(pen, a, b, end), b


def _bezier(start: Point, a: Point, b: Point, end: Point) -> list[Point]:
    def at(t: float) -> Point:
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        corners = (start, a, b, end)
        return Point(
            *(sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
        )

    return [at(step / STEPS) for step in range(1, STEPS + 1)]


def _arc(
    start: Point, rx: float, ry: float, tilt: float, large: float, sweep: float, x: float, y: float
) -> list[Point]:
    """An arc of a circle (SVG 1.1, F.6.5); ours are never ellipses."""
    if rx != ry or tilt:
        raise UnknownDrawing("an arc that is not of a circle")
    dx, dy = x - start.x, y - start.y
    chord = math.hypot(dx, dy)
    radius = max(rx, chord / 2)
    away = math.sqrt(max(radius**2 - (chord / 2) ** 2, 0)) * (1 if large != sweep else -1)
    cx, cy = (start.x + x) / 2 - away * dy / chord, (start.y + y) / 2 + away * dx / chord
    begin, finish = math.atan2(start.y - cy, start.x - cx), math.atan2(y - cy, x - cx)
    turn = (finish - begin) % (2 * math.pi) if sweep else -((begin - finish) % (2 * math.pi))
    turns = [begin + turn * step / STEPS for step in range(1, STEPS)]
    return [*(Point(cx + radius * math.cos(t), cy + radius * math.sin(t)) for t in turns), Point(x, y)]
