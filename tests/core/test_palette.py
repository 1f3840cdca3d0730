"""Every text colour on every ground it stands on, in every look, worked out from the stylesheet itself."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from recalibrate.core import accent
from recalibrate.core.models.state_of_mind import Tint

CSS = (Path(settings.BASE_DIR) / "static" / "css" / "site.css").read_text()
LOOKS = ["light", "dark", "night"]
TEXT = {"light": 7.0, "dark": 7.0, "night": 4.5}
GROUNDS = ["bg", "surface", "sunken"]


def declarations(body: str, look: str) -> dict[str, str]:
    """Tokens of one rule in one look; a token that names another one keeps the name."""
    value = r"var\(--if-light, (#\w{6})\) var\(--if-dark, (#\w{6})\)|(#\w{6})|var\(--([a-z-]+)\)"
    found = re.findall(rf"--([a-z-]+): (?:{value});", body)
    return {
        name: (light if look == "light" else dark) or only or other
        for name, light, dark, only, other in found
    }


def rule(selector: str) -> str:
    body, *_ = re.findall(rf"^ +{re.escape(selector)} \{{(.*?)\}}", CSS, re.S | re.M)
    return str(body)


def tokens(look: str, tint: str = "") -> dict[str, str]:
    found = declarations(rule(":root"), look)
    if look == "night":
        found |= declarations(rule(':root[data-theme="night"]'), look)
    if tint:
        found |= declarations(rule(f'[data-tint="{tint}"]'), look)
    if tint and look == "night":
        found |= declarations(rule(f'[data-theme="night"] [data-tint="{tint}"]'), look)
    return found


def ratio(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio, written out again so that no mistake can be shared with the code."""

    def luminance(colour: str) -> float:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("ink", ["text", "muted", "link", "alarm"])
def test_text_can_be_read_on_every_ground(look, ink):
    found = tokens(look)

    for ground in GROUNDS:
        assert ratio(found[ink], found[ground]) >= TEXT[look], ground


@pytest.mark.parametrize("look", LOOKS)
def test_a_warning_can_be_read(look):
    found = tokens(look)

    for ink in ("text", "link", "alarm"):
        assert ratio(found[ink], found["alarm-tint"]) >= (4.5 if look == "night" else 6.5), ink


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("tint", Tint.values)
def test_a_states_words_can_be_read_on_its_tint_and_its_colour_on_the_page(look, tint):
    found = tokens(look, tint)

    assert ratio(found["ink"], found["tint"]) >= TEXT[look]
    assert ratio(found["link"], found["tint"]) >= TEXT[look]
    assert ratio(found["solid"], found["bg"]) >= TEXT[look]
    assert ratio(found["ink"], found["bg"]) >= TEXT[look]
    assert ratio(found["solid"], found["tint"]) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
def test_edges_and_focus_can_be_seen(look):
    found = tokens(look)

    for ground in GROUNDS:
        assert ratio(found["edge"], found[ground]) >= 3
        assert max(ratio(found["focus"], found[ground]), ratio(found["halo"], found[ground])) >= 3
    assert ratio(found["focus"], found["halo"]) >= 3


@pytest.mark.parametrize("look", LOOKS)
def test_selected_text_can_be_read(look):
    found = tokens(look)

    assert ratio(found["text"], found["selection"]) >= 4.5


def test_night_gives_less_light_than_dark_and_nothing_is_white():
    dark, night = tokens("dark"), tokens("night")

    for name in ("bg", "surface", "sunken", "text", "muted", "link"):
        assert accent.luminance(night[name]) < accent.luminance(dark[name]), name
    brightest = max(accent.luminance(colour) for colour in night.values() if colour.startswith("#"))
    assert brightest < 0.5


def test_night_is_warm():
    for name in ("bg", "surface", "text", "muted", "link"):
        red, _, blue = accent.linear(tokens("night")[name])
        assert red > blue, name


def test_a_trusts_accent_is_tried_on_the_hardest_grounds_there_are():
    light, dark, night = (tokens(look) for look in LOOKS)

    assert min((light[g] for g in GROUNDS), key=accent.luminance) == accent.LIGHT_GROUND
    assert max((dark[g] for g in GROUNDS), key=accent.luminance) == accent.DARK_GROUND
    assert max((night[g] for g in GROUNDS), key=accent.luminance) == accent.NIGHT_GROUND


def test_every_block_of_the_stylesheet_is_closed_before_the_next_area_begins():
    """Several areas append to one file; a brace lost in a merge would quietly move them into each other."""
    depth = 0
    for line in re.sub(r"/\*.*?\*/", "", CSS, flags=re.S).splitlines():
        if line.startswith(("@layer", "@font-face", "@page", "}")):
            assert depth == (1 if line.startswith("}") else 0), line
        depth += line.count("{") - line.count("}")
    assert depth == 0


def test_only_tokens_name_colours():
    """A poster is the exception: it is paper, printed black on white whatever the look. What `@supports` asks
    a browser is no colour of ours."""
    outside = re.sub(
        r"@layer tokens \{.*?^\}|^  \.poster \{.*?\}|@supports [^{]*", "", CSS, flags=re.S | re.M
    )

    assert re.findall(r"#[0-9a-f]{3,8}\b(?=[;,) ])|rgba?\(|hsla?\(", outside) == []
