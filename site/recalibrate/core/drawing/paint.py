"""Pictures made of our own type, tints and line drawings: social images and icons."""

import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from .outline import Line, drawing_lines

WIDTH, HEIGHT = 1200, 630
MARGIN, GLYPH = 84, 260
TITLE_WIDTH = WIDTH - 2.5 * MARGIN - GLYPH
TITLE_HEIGHT = HEIGHT - 3 * MARGIN - 40
SIZES = range(92, 43, -4)
COLOURS = 32  # a card has three shades and their soft edges; more only makes the file larger
DESIGN = 1  # counts up when the drawing changes, so that every image is made again
FINER = 4  # strokes are drawn so many times larger, then made small: that smooths their edges


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What a social image shows. Equal cards make equal images."""

    title: str
    tint: str
    glyph: str
    site_name: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr((DESIGN, *astuple(self))).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Shades:
    tint: str
    ink: str
    solid: str


@cache
def static_file(path: str) -> Path:
    return Path(finders.find(path) or path)


@cache
def shades(tint: str) -> Shades:
    """The light scheme's colours of a tint, as static/css/site.css says them."""
    css = static_file("css/site.css").read_text()
    rule = re.search(rf'\[data-tint="{re.escape(tint)}"\] *\{{([^{{}}]*)\}}', css)
    if rule is None:
        raise KeyError(tint)
    said = dict(re.findall(r"--(\w+): var\(--if-light, (#[0-9a-f]{6})\)", rule[1]))
    return Shades(said["tint"], said["ink"], said["solid"])


@cache
def strokes(icon: str) -> tuple[Line, ...]:
    return drawing_lines((Path(settings.BASE_DIR) / "templates/icons" / f"{icon}.svg").read_text())


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(static_file(f"fonts/{name}.woff2"), size)


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """The words of the text in lines no wider than asked, if no single word is."""
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and face.getlength(longer) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def balanced(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """As few lines as `wrapped` makes, of about equal length: no last word alone."""
    rows = wrapped(text, face, width)
    while width > 40 and len(wrapped(text, face, width - 20)) == len(rows):
        width -= 20
    return wrapped(text, face, width)


def fitted(text: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest type in which the title fits; at the smallest, as much of it as does."""
    for size in SIZES:
        face = font("brygada-1918", size)
        rows = wrapped(text, face, TITLE_WIDTH)
        fits = len(rows) * size * 1.12 <= TITLE_HEIGHT and all(
            face.getlength(row) <= TITLE_WIDTH for row in rows
        )
        if fits:
            return face, balanced(text, face, TITLE_WIDTH)
    kept = rows[: int(TITLE_HEIGHT // (size * 1.12))]
    return face, [*kept[:-1], f"{kept[-1]} …"] if len(kept) < len(rows) else kept


def stroke(
    canvas: Image.Image, icon: str, *, at: tuple[float, float], size: float, weight: float, colour: str
) -> None:
    """Draw an icon in the square whose top left corner is `at`; `weight` in the icon's own units of 32."""
    side, scale = round(size * FINER), size * FINER / 32
    mask = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mask)
    radius = weight * scale / 2
    for line in strokes(icon):
        points = [(point.x * scale, point.y * scale) for point in line]
        pen.line(points, fill=255, width=round(2 * radius), joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    small = mask.resize((round(size), round(size)), Image.Resampling.LANCZOS)
    canvas.paste(Image.new("RGB", small.size, colour), (round(at[0]), round(at[1])), small)


def ruler(pen: ImageDraw.ImageDraw, colour: str) -> None:
    """The site's mark: a scale of sixty ticks along the lower edge."""
    for tick in range(61):
        x = MARGIN + tick * (WIDTH - 2 * MARGIN) / 60
        height = 34 if tick % 15 == 0 else 16
        pen.line((x, HEIGHT - height, x, HEIGHT), fill=colour, width=2)


def as_png(canvas: Image.Image) -> bytes:
    """The picture with few colours: a third of the size, and no eye sees the difference."""
    out = io.BytesIO()
    canvas.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def social_image(card: SocialCard) -> bytes:
    """A PNG of 1200 × 630 with the title, in the colours of the state of mind."""
    colours = shades(card.tint)
    canvas = Image.new("RGB", (WIDTH, HEIGHT), colours.tint)
    pen = ImageDraw.Draw(canvas)
    ruler(pen, colours.solid)
    stroke(canvas, "brand", at=(MARGIN - 4, MARGIN - 26), size=56, weight=2.6, colour=colours.solid)
    name = font("atkinson-hyperlegible-next", 34)
    pen.text((MARGIN + 68, MARGIN), card.site_name, font=name, fill=colours.ink, anchor="lm")
    stroke(
        canvas,
        card.glyph,
        at=(WIDTH - MARGIN - GLYPH, HEIGHT - MARGIN - GLYPH - 30),
        size=GLYPH,
        weight=1.4,
        colour=colours.solid,
    )
    face, rows = fitted(card.title)
    top = MARGIN + 76
    for number, row in enumerate(rows):
        pen.text((MARGIN, top + number * face.size * 1.12), row, font=face, fill=colours.ink)
    return as_png(canvas)


def neutral_image() -> bytes:
    """The social image of everything that has none of its own: no words, so that it says nothing."""
    colours = shades("slate")
    canvas = Image.new("RGB", (WIDTH, HEIGHT), colours.tint)
    ruler(ImageDraw.Draw(canvas), colours.solid)
    size = 330
    stroke(canvas, "brand", at=((WIDTH - size) / 2, 130), size=size, weight=1.6, colour=colours.solid)
    return as_png(canvas)


def app_icon(size: int, *, fill: float, ground: str, colour: str) -> bytes:
    """A square icon; `fill` is the drawing's share of the side (maskable ones may lose their edges)."""
    canvas = Image.new("RGB", (size, size), ground)
    side = size * fill
    stroke(canvas, "brand", at=((size - side) / 2, (size - side) / 2), size=side, weight=2.6, colour=colour)
    return as_png(canvas)


def all_icons(ground: str, colour: str) -> Iterable[tuple[str, bytes]]:
    """The icons that phones and browsers ask for: (file name, PNG)."""
    for size in (192, 512):
        yield f"icon-any-{size}.png", app_icon(size, fill=0.78, ground=ground, colour=colour)
        yield f"icon-maskable-{size}.png", app_icon(size, fill=0.56, ground=ground, colour=colour)
    yield "apple-touch-icon.png", app_icon(180, fill=0.7, ground=ground, colour=colour)
