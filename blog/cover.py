"""A quiet drawing for a post without a picture: one path, the same for ever, and no other post's. Pure.

The state's glyph chooses the family of lines, the post's slug everything else. Colour comes from the page's
stylesheet, so that a drawing works in light, in dark and in print.
"""

from collections.abc import Callable, Iterator
from hashlib import sha256
from math import cos, sin, tau

WIDTH, HEIGHT = 960, 160

Draw = Callable[["Chance"], Iterator[str]]


class Chance:
    """A row of numbers that look like chance and are always the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self._digest = iter(sha256(seed.encode()).digest())

    def between(self, low: float, high: float) -> float:
        """Somewhere between, in 65,536 steps; there are sixteen such numbers in a seed."""
        step = next(self._digest) * 256 + next(self._digest)
        return low + (high - low) * step / 65535


def drawing(slug: str, glyph: str) -> str:
    """Path data for a drawing `WIDTH` by `HEIGHT`, to be stroked with round ends."""
    family = FAMILIES.get(glyph, waves)
    return "".join(family(Chance(f"{glyph}/{slug}")))


def dot(x: float, y: float) -> str:
    return f"M{x:.1f} {y:.1f}h0"


def waves(chance: Chance) -> Iterator[str]:
    """Lines that swell and settle, one below the other, and something afloat on them."""
    length, phase = chance.between(70, 190), chance.between(0, 190)
    swell, top = chance.between(6, 26), chance.between(14, 40)
    gap, calming = chance.between(13, 21), chance.between(-0.12, 0.12)
    for line in range(7):
        height = max(1.5, swell * (1 + calming * line))
        start = -phase - line * chance.between(0, 18)
        turns = "t" + " ".join(f"{length:.1f} 0" for _ in range(int((WIDTH + 400) / length)))
        yield f"M{start:.1f} {top + line * gap:.1f}q{length / 2:.1f} {-height:.1f} {length:.1f} 0{turns}"
    yield dot(chance.between(120, 840), top - swell)


def horizons(chance: Chance) -> Iterator[str]:
    """Level lines that lie closer together towards the distance, broken where something stands."""
    far, spread = chance.between(30, 95), chance.between(1.25, 1.6)
    gap = chance.between(4, 8)
    stop, width = chance.between(160, 760), chance.between(40, 130)
    y = far
    while y < HEIGHT + 10:
        cut = max(0.0, width * (1 - (y - far) / HEIGHT))
        yield f"M0 {y:.1f}H{stop - cut:.1f}M{stop + cut:.1f} {y:.1f}H{WIDTH}"
        gap *= spread
        y += gap
    radius = chance.between(12, 30)
    yield arc(stop, far, radius, 0.5, 1.0)
    yield dot(chance.between(60, 900), chance.between(10, far - 12))


def rings(chance: Chance) -> Iterator[str]:
    """Rings around a middle that is not in the middle, each open somewhere."""
    x, y = chance.between(180, 780), chance.between(20, 140)
    first, gap = chance.between(10, 26), chance.between(17, 31)
    opening, turn = chance.between(0.04, 0.3), chance.between(-0.09, 0.09)
    start = chance.between(0, 1)
    for ring in range(16):
        begin = start + ring * turn
        yield arc(x, y, first + ring * gap, begin, begin + 1 - opening)
    yield dot(x, y)


def rays(chance: Chance) -> Iterator[str]:
    """Lines that go out from below the edge, long and short in turn."""
    x, y = chance.between(200, 760), chance.between(130, 185)
    inner, outer = chance.between(34, 62), chance.between(260, 620)
    short, count = chance.between(0.3, 0.7), int(chance.between(26, 47))
    turn = chance.between(0, 1)
    for ray in range(count):
        angle = 0.5 + (ray + turn) / count * 0.5
        end = outer * (short if ray % 2 else 1)
        yield f"M{point(x, y, inner, angle)}L{point(x, y, end, angle)}"
    yield arc(x, y, inner * 0.7, 0.5, 1.0)


def slopes(chance: Chance) -> Iterator[str]:
    """Lines that go up and down together, each a little later than the one above."""
    step, height = chance.between(58, 130), chance.between(14, 44)
    top, gap = chance.between(14, 34), chance.between(14, 22)
    late, uneven = chance.between(6, 30), chance.between(0.45, 1.0)
    for line in range(7):
        x = -step - line * late
        yield f"M{x:.1f} {top + line * gap:.1f}l"
        moves = (
            f"{step:.1f} {(-height if turn % 2 else height) * (uneven if turn % 3 else 1):.1f}"
            for turn in range(int((WIDTH + 500) / step))
        )
        yield " ".join(moves)
    yield dot(chance.between(80, 880), chance.between(8, 150))


def dashes(chance: Chance) -> Iterator[str]:
    """Short strokes in rows, more and fewer, as rain seen from indoors."""
    slant, length = chance.between(-14, 14), chance.between(14, 34)
    across, down = chance.between(46, 76), chance.between(26, 40)
    shift, thin = chance.between(0, 60), int(chance.between(3, 8))
    skip = int(chance.between(0, 1000))
    for row in range(int(HEIGHT / down) + 2):
        for column in range(int(WIDTH / across) + 2):
            if (row * 7 + column * 3 + skip) % thin:
                x, y = column * across - row * shift % across, row * down - length / 2
                yield f"M{x:.0f} {y:.0f}l{slant:.1f} {length:.1f}"


def point(x: float, y: float, radius: float, angle: float) -> str:
    """A point at `radius` from x, y; `angle` in turns, clockwise from the right."""
    return f"{x + radius * cos(angle * tau):.1f} {y + radius * sin(angle * tau):.1f}"


def arc(x: float, y: float, radius: float, begin: float, end: float) -> str:
    """Clockwise from `begin` to `end`, in turns, less than one apart."""
    large = int(end - begin > 0.5)
    return f"M{point(x, y, radius, begin)}A{radius:.1f} {radius:.1f} 0 {large} 1 {point(x, y, radius, end)}"


FAMILIES: dict[str, Draw] = {
    "moon": rings,
    "zigzag": slopes,
    "waves": waves,
    "broken-ring": rings,
    "spark": rays,
    "horizon": horizons,
    "dot-in-ring": rings,
    "level-line": horizons,
    "rising-sun": rays,
    "petals": rays,
    "dashes": dashes,
    "tilted-scale": slopes,
}
