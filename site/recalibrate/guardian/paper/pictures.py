"""A chart as a PNG: the same boxes, lines, dots and words as its SVG, painted with the site's own letters.

Drawn, not converted: a converter of SVG brings a renderer of its own and takes what fonts the machine has, so that
a chart would look different on every server.
"""

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from recalibrate.core.drawing.paint import static_file

from ..charts.drawing import Box, Dot, Drawing, RuleLine, TextMark

WIDTH, MARGIN, SCALE = 640, 12, 3  # pixels of a page; each is painted as three, for paper
# Shades, which the palette makes slate: one byte a pixel is painted and packed ten times as fast as three.
INK, PAPER, LINE, EDGE, SOLID, MUTED = 0, 255, 205, 110, 55, 60
DARKEST = (0x1D, 0x27, 0x2C)
PALETTE = [round(dark + (255 - dark) * shade / 255) for shade in range(256) for dark in DARKEST]
SIZE, SMALL, HALO = 15, 14, 2
DASHES = {"median": (7, 4), "limit": (2, 4)}
STROKES = {
    "grid": (LINE, 1.0),
    "median": (INK, 1.5),
    "limit": (EDGE, 1.5),
    "event": (EDGE, 1.5),
    "trace": (SOLID, 2.5),
}
TILE = 8  # points: a pattern that survives a photocopier


def png_of(drawing: Drawing) -> bytes:
    image = Image.new("L", ((WIDTH + 2 * MARGIN) * SCALE, (drawing.height + 2 * MARGIN) * SCALE), PAPER)
    pen = ImageDraw.Draw(image)
    for rule in drawing.rules:
        draw_rule(pen, rule)
    for box in drawing.boxes:
        draw_box(image, pen, box)
    for dot in drawing.dots:
        draw_dot(pen, dot)
    for word in drawing.words:
        draw_word(pen, word)
    image.putpalette(PALETTE)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def across(percent: float, dx: float = 0) -> float:
    return (MARGIN + percent / 100 * WIDTH + dx) * SCALE


def down(pixels: float) -> float:
    return (MARGIN + pixels) * SCALE


def draw_rule(pen: ImageDraw.ImageDraw, rule: RuleLine) -> None:
    colour, width = STROKES[rule.kind]
    start, end = (across(rule.x1), down(rule.y1)), (across(rule.x2), down(rule.y2))
    for a, b in dashes(start, end, DASHES.get(rule.kind)):
        pen.line([a, b], fill=colour, width=round(width * SCALE))


def dashes(
    start: tuple[float, float], end: tuple[float, float], pattern: tuple[int, int] | None
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    if pattern is None or not length:
        return [(start, end)]
    drawn, gap = (part * SCALE for part in pattern)

    def at(distance: float) -> tuple[float, float]:
        share = min(distance / length, 1)
        return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share

    return [(at(place), at(place + drawn)) for place in range(0, round(length), drawn + gap)]


def draw_box(image: Image.Image, pen: ImageDraw.ImageDraw, box: Box) -> None:
    left, top = round(across(box.x)), round(down(box.y))
    right, bottom = round(across(box.x + box.width)), round(down(box.y + box.height))
    if right <= left:
        return
    if box.is_patterned:
        image.paste(pattern(box.kind, right - left, bottom - top), (left, top))
    fill = SOLID if box.kind == "bar" else None
    outline = {"bar": None, "track": EDGE}.get(box.kind, SOLID)
    pen.rectangle((left, top, right, bottom), fill=fill, outline=outline, width=round(1.5 * SCALE))


def pattern(kind: str, width: int, height: int) -> Image.Image:
    """Hatched, crossed or dotted, as the page has it."""
    tile = TILE * SCALE
    found = Image.new("L", (width, height), PAPER)
    pen = ImageDraw.Draw(found)
    stroke = round(1.8 * SCALE)
    if kind == "hatch":
        for start in range(-height, width + height, tile):
            pen.line([(start, height), (start + height, 0)], fill=SOLID, width=stroke)
    for x in range(tile // 2, width + tile, tile) if kind != "hatch" else ():
        if kind == "cross":
            pen.line([(x, 0), (x, height)], fill=SOLID, width=stroke)
        for y in range(tile // 2, height + tile, tile):
            if kind == "cross":
                pen.line([(0, y), (width, y)], fill=SOLID, width=stroke)
            else:
                r = 1.6 * SCALE
                pen.ellipse((x - r, y - r, x + r, y + r), fill=SOLID)
    return found


def draw_dot(pen: ImageDraw.ImageDraw, dot: Dot) -> None:
    x, y, is_signal = across(dot.x), down(dot.y), dot.kind == "signal"
    r = (7 if is_signal else 4) * SCALE
    fill, outline = (PAPER, SOLID) if is_signal else (SOLID, PAPER)
    pen.ellipse(
        (x - r, y - r, x + r, y + r), fill=fill, outline=outline, width=(4 if is_signal else 1) * SCALE
    )


def draw_word(pen: ImageDraw.ImageDraw, word: TextMark) -> None:
    face = letters(SMALL if word.kind == "faint" else SIZE, word.kind in ("value", "strong"))
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[word.anchor]
    pen.text(
        (across(word.x, word.dx), down(word.y)), word.text, fill=MUTED if word.kind == "faint" else INK, font=face,
        anchor=anchor, stroke_width=HALO * SCALE // 2, stroke_fill=PAPER,
    )  # fmt: skip


@cache
def letters(size: int, is_bold: bool) -> ImageFont.FreeTypeFont:
    weight = "-bold" if is_bold else ""
    return ImageFont.truetype(static_file(f"fonts/atkinson-hyperlegible-next{weight}.woff2"), size * SCALE)
