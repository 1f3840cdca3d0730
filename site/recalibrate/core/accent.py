"""A Trust's accent, made to reach contrast. Pure: a colour goes in, the tokens it gives come out.

The hue stays; lightness moves until text in it reaches the site's contrast on its least favourable ground.
Colours are worked out in OKLCH (Björn Ottosson, "A perceptual color space for image processing"), in which
equal steps look equal; contrast is that of WCAG 2.2.
"""

import math
import re
from dataclasses import dataclass

# The grounds that are hardest on text, from the tokens of static/css/site.css (tests/core/test_palette.py).
LIGHT_GROUND = "#f1ede4"
DARK_GROUND = "#24211c"
NIGHT_GROUND = "#1a1511"
TEXT_CONTRAST = 7.0  # WCAG 2.2, 1.4.6 (AAA)
NIGHT_CONTRAST = 5.5  # above the 4.5 of WCAG 2.2, 1.4.3; more would glare in a dark room
NIGHT_LIGHTNESS = 0.72  # no accent outshines the text beside it
NIGHT_CHROMA = 0.075  # as muted as everything else is then
SHAPE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11
STEP = 0.004  # of lightness: finer than the eye, and 250 steps at most

_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Oklch:
    lightness: float  # 0 to 1
    chroma: float
    hue: float  # radians


def is_colour(text: str) -> bool:
    return bool(_HEX.fullmatch(text))


def tokens(accent: str) -> str:
    """CSS that replaces the tokens an accent gives: links, the brand's mark, selected text."""
    own = oklch(accent)
    light = darkened(own, LIGHT_GROUND, TEXT_CONTRAST)
    dark = lightened(own, DARK_GROUND, TEXT_CONTRAST)
    muted = Oklch(min(own.lightness, NIGHT_LIGHTNESS), min(own.chroma, NIGHT_CHROMA), own.hue)
    night = lightened(muted, NIGHT_GROUND, NIGHT_CONTRAST)
    mark = accent if contrast(accent, LIGHT_GROUND) >= SHAPE_CONTRAST else light
    chosen = (hexadecimal(Oklch(lightness, 0.05, own.hue)) for lightness in (0.88, 0.38))
    return (
        "@layer tokens {\n"
        f"  :root {{ --link: {by_scheme(light, dark)}; --brand: {by_scheme(mark, dark)};"
        f" --selection: {by_scheme(*chosen)}; }}\n"
        f'  :root[data-theme="night"] {{ --link: {night}; --brand: {night}; }}\n'
        "}\n"
    )


def by_scheme(light: str, dark: str) -> str:
    """CSS for a colour that has a value in each scheme, by the switches of static/css/site.css."""
    return f"var(--if-light, {light}) var(--if-dark, {dark})"


def darkened(colour: Oklch, ground: str, wanted: float) -> str:
    """The colour, no lighter than it takes to reach the contrast on a light ground."""
    lightness = colour.lightness
    while contrast(found := hexadecimal(Oklch(lightness, colour.chroma, colour.hue)), ground) < wanted:
        lightness -= STEP
    return found


def lightened(colour: Oklch, ground: str, wanted: float) -> str:
    """The colour, no darker than it takes to reach the contrast on a dark ground."""
    lightness = colour.lightness
    while contrast(found := hexadecimal(Oklch(lightness, colour.chroma, colour.hue)), ground) < wanted:
        lightness += STEP
    return found


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two opaque colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> tuple[float, float, float]:
    def channel(at: int) -> float:
        value = int(colour[at : at + 2], 16) / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return channel(1), channel(3), channel(5)


def oklch(colour: str) -> Oklch:
    red, green, blue = linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.atan2(b, a))


def hexadecimal(colour: Oklch) -> str:
    """The nearest colour a screen can show: chroma gives way, lightness and hue do not."""
    lightness, chroma = min(1.0, max(0.0, colour.lightness)), colour.chroma
    while not is_shown(rgb := linear_rgb(lightness, chroma, colour.hue)):
        chroma = chroma * 0.97 if chroma > 1e-4 else 0.0
    return "#" + "".join(f"{encoded(value):02x}" for value in rgb)


def is_shown(rgb: tuple[float, float, float]) -> bool:
    return all(-1e-4 <= value <= 1 + 1e-4 for value in rgb)


def linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def encoded(value: float) -> int:
    value = min(1.0, max(0.0, value))
    curved = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(255 * curved)
