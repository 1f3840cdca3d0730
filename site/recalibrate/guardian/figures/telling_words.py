"""Words that tell what a table withholds: a row that is not shown, named near a number."""

import re
from collections.abc import Iterable, Iterator, Sequence

from .public import PublicFigures
from .row_names import other_names

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twice",
]
NUMBER = re.compile(rf"\d|\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
FEW = re.compile(rf"(?<![\d.,])[1-4](?![\d.,]*\d)|\b(?:{'|'.join(WORDS[:4])})\b", re.IGNORECASE)


def telling_sentences(texts: Iterable[str], public: PublicFigures) -> Iterator[tuple[str, str]]:
    """Each sentence that names a part of the Trust near a number, and that part: with any number where none of
    its figures is shown on its own, with one below five where some are."""
    shown = {(figure.dimension, figure.category) for figure in public.figures}
    parts = [
        (category.name, (dimension.slug, category.slug) in shown, dimension.combined_name)
        for dimension in public.vocabulary.dimensions
        if dimension.kind == "part"
        for category in public.vocabulary.categories_of(dimension.slug)
        if not category.is_combined
    ]
    for text in texts:
        for sentence in SENTENCE.split(text):
            found = [name for name, is_shown, combined in parts if tells(sentence, name, is_shown, combined)]
            if found:
                yield " ".join(sentence.split()), " and ".join(found)


def tells(sentence: str, name: str, is_shown: bool, combined_name: str) -> bool:
    without_combined = sentence.replace(combined_name, "") if combined_name else sentence
    if not names_row(without_combined, [name, *other_names(name)]):
        return False
    return bool((FEW if is_shown else NUMBER).search(without_combined))


def names_row(sentence: str, names: Sequence[str]) -> bool:
    """In any letters, but for short forms, which are words of their own in small ones: ED, ITU."""
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence, 0 if name.isupper() else re.IGNORECASE)
        for name in names
    )
