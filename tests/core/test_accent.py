import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recalibrate.core.accent import (
    DARK_GROUND,
    LIGHT_GROUND,
    NIGHT_GROUND,
    contrast,
    hexadecimal,
    is_colour,
    oklch,
    tokens,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def links(css: str) -> tuple[str, str, str]:
    [(light, dark)] = re.findall(r"--link: var\(--if-light, (#\w{6})\) var\(--if-dark, (#\w{6})\)", css)
    [night] = re.findall(r"--link: (#\w{6});", css)
    return light, dark, night


@given(colours)
def test_whatever_colour_a_trust_has_its_links_can_be_read_in_every_look(accent):
    light, dark, night = links(tokens(accent))

    assert contrast(light, LIGHT_GROUND) >= 7
    assert contrast(dark, DARK_GROUND) >= 7
    assert contrast(night, NIGHT_GROUND) >= 4.5


@given(colours)
def test_the_mark_can_be_seen_on_the_page(accent):
    [mark] = re.findall(r"--brand: var\(--if-light, (#\w{6})", tokens(accent))

    assert contrast(mark, LIGHT_GROUND) >= 3


@given(colours)
def test_a_colour_survives_the_way_there_and_back(colour):
    assert contrast(hexadecimal(oklch(colour)), colour) < 1.02


def test_a_dark_enough_accent_is_used_as_it_is():
    light, _, _ = links(tokens("#003087"))

    assert light == "#003087"


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("text", ["", "blue", "#12345", "#1234567", "#12345g", "#005EB8", "red;} body{"])
def test_only_six_hexadecimal_digits_are_a_colour(text):
    assert not is_colour(text)
