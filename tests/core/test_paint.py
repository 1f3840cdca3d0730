"""Pictures made of our own type, tints and drawings."""

import io

import pytest
from PIL import Image

from recalibrate.core.drawing.paint import SIZES, TITLE_WIDTH, SocialCard, fitted, shades, social_image
from recalibrate.core.models.state_of_mind import Glyph, Tint

LONG = "How to ask a colleague if they are all right, and mean it"


def opened(png):
    return Image.open(io.BytesIO(png))


def test_a_social_image_is_a_small_png_of_the_size_that_previews_want():
    png = social_image(SocialCard(LONG, "teal", "petals", "Recalibrate"))

    assert opened(png).size == (1200, 630)
    assert opened(png).mode == "P"
    assert len(png) < 40_000


def test_the_ground_is_the_states_tint():
    picture = opened(social_image(SocialCard("Rest", "indigo", "moon", "Recalibrate"))).convert("RGB")

    expected = tuple(bytes.fromhex(shades("indigo").tint[1:]))
    assert max(abs(a - b) for a, b in zip(picture.getpixel((600, 5)), expected, strict=True)) <= 4


@pytest.mark.parametrize("tint", Tint.values)
def test_the_stylesheet_has_colours_for_every_tint(tint):
    assert len({shades(tint).tint, shades(tint).ink, shades(tint).solid}) == 3


@pytest.mark.parametrize("glyph", Glyph.values)
def test_every_glyph_can_be_drawn(glyph):
    with_glyph = social_image(SocialCard("", "slate", glyph, ""))

    assert with_glyph != social_image(SocialCard("", "slate", "brand", ""))


@pytest.mark.parametrize("title", ["Rest", LONG, "word " * 80])
def test_a_title_never_runs_into_the_drawing(title):
    face, rows = fitted(title)

    assert face.size in SIZES
    assert all(face.getlength(row) <= TITLE_WIDTH + face.getlength(" …") for row in rows)


def test_a_title_that_fits_is_whole_and_no_last_word_stands_alone():
    _, rows = fitted(LONG)

    assert " ".join(rows) == LONG
    assert len(rows[-1].split()) > 1


def test_a_title_that_cannot_fit_says_that_it_goes_on():
    _, rows = fitted("word " * 80)

    assert rows[-1].endswith(" …")


def test_equal_cards_have_equal_digests_and_a_changed_one_another():
    card = SocialCard("Rest", "teal", "petals", "Recalibrate")

    assert card.digest == SocialCard("Rest", "teal", "petals", "Recalibrate").digest
    assert card.digest != SocialCard("Rest", "teal", "petals", "Kindly").digest
