"""Every letter that pages promise to draw in our own type is in the file that a browser fetches for it."""

import re
from itertools import chain
from pathlib import Path

import pytest
from PIL import ImageFont

ROOT = Path(__file__).parents[2]
FACE = re.compile(r'@font-face \{[^}]*url\("\.\./fonts/([\w-]+)\.woff2"\)[^}]*unicode-range: ([^;]+);')
RANGES = dict(FACE.findall((ROOT / "static/css/site.css").read_text()))
DRAWN = (
    "brygada-1918",
    "atkinson-hyperlegible-next",
    "atkinson-hyperlegible-next-bold",
)  # on cards and paper
WELSH = "âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ"


def letters(unicode_range: str) -> set[str]:
    found: set[str] = set()
    for part in unicode_range.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        found |= set(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return found


def missing_from(file: str, wanted: set[str]) -> list[str]:
    face = ImageFont.truetype(ROOT / f"static/fonts/{file}.woff2", 40)
    none = bytes(face.getmask("\uffff"))
    return sorted(letter for letter in wanted if letter.strip() and bytes(face.getmask(letter)) == none)


def test_the_finder_sees_what_is_missing():
    assert missing_from("brygada-1918-basic", {"a", "é", "ŵ"}) == ["é", "ŵ"]


@pytest.mark.parametrize("file", RANGES)
def test_a_file_has_every_letter_that_it_is_fetched_for(file):
    assert missing_from(file, letters(RANGES[file])) == []


def test_two_families_have_three_files_each_and_no_letter_is_in_two_of_one():
    assert len(RANGES) == 6
    for family in ("brygada-1918", "atkinson-hyperlegible-next"):
        files = [letters(said) for name, said in RANGES.items() if name.startswith(family)]
        assert len(set().union(*files)) == sum(map(len, files))


@pytest.mark.parametrize("file", DRAWN)
def test_what_is_drawn_on_cards_and_paper_has_them_all(file):
    assert missing_from(file, set().union(*map(letters, RANGES.values()))) == []


def test_welsh_and_all_that_we_say_ourselves_has_its_letters():
    ours = set().union(*map(letters, RANGES.values()))
    said = chain(
        (ROOT / "templates").rglob("*.html"),
        (ROOT / "site/recalibrate/sample").rglob("*.*"),
        [Path(__file__)],
    )
    spoken = {
        letter
        for path in said
        if path.suffix in (".html", ".py", ".toml", ".yaml", ".md")
        for letter in path.read_text()
        if letter.isalpha()
    }

    assert spoken >= set(WELSH)
    assert sorted(spoken - ours - {"\uffff"}) == []
