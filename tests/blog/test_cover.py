import re
from itertools import product

from blog.cover import FAMILIES, HEIGHT, WIDTH, drawing
from recalibrate.core.models.state_of_mind import Glyph


def test_a_post_keeps_its_drawing_for_ever():
    assert drawing("toast-at-three", "moon") == drawing("toast-at-three", "moon")
    assert drawing("toast-at-three", "level-line").startswith("M0 ")


def test_no_two_of_many_posts_share_a_drawing():
    slugs = [f"post-{number}" for number in range(400)]

    drawings = {drawing(slug, glyph) for slug, glyph in product(slugs, FAMILIES)}

    assert len(drawings) == len(slugs) * len(FAMILIES)


def test_slugs_that_differ_in_one_letter_look_quite_different():
    one, other = drawing("nights-1", "waves"), drawing("nights-2", "waves")

    shared = set(re.findall(r"[\d.]+ [\d.]+", one)) & set(re.findall(r"[\d.]+ [\d.]+", other))
    assert len(shared) < len(one.split()) / 10


def test_every_glyph_has_a_family_and_one_that_is_unknown_or_missing_gets_waves():
    assert set(Glyph.values) == set(FAMILIES)
    for glyph in ("", "no-such-glyph"):
        assert "t" in drawing("a-post", glyph)


def test_a_drawing_is_light_and_nothing_but_path_data():
    for number, glyph in product(range(60), FAMILIES):
        data = drawing(f"post-{number}", glyph)
        assert re.fullmatch(r"[MLHAhlqt\d .-]+", data), data
        assert 100 < len(data) < 2500


def test_a_drawing_reaches_most_of_its_strip():
    for glyph in FAMILIES:
        starts = [float(x) for x in re.findall(r"M(-?[\d.]+) ", drawing("a-post", glyph))]
        ends_inside = [x for x in starts if -WIDTH / 4 <= x <= WIDTH]
        assert len(ends_inside) > len(starts) / 3, glyph
    assert HEIGHT < WIDTH
