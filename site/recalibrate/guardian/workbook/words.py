"""Words without what makes no difference, and whether two of them differ only as slips of the pen do."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache

_MARKS = re.compile(r"[*†‡§¹²³⁴⁵]+|\[\d\]$|[\u200b-\u200d\ufeff\u00ad]")
_DASHES = re.compile(r"[‐-―−]")
_COUNTED = re.compile(
    r"^(?:total )?(?:the )?(?:no\b\.?|nos\b\.?|number|nr\b\.?|count|#)\s*(?:of\s+)?|\((?:n|no\.?|number|total)\)"
)
_LITTLE = frozenset(("the", "of", "a", "an", "and", "by", "in", "for", "to"))
TOTALS = frozenset(
    ("total", "totals", "grand total", "sum", "overall", "overall total", "trust total", "total trust", "all")
)
NEUTRAL = frozenset(
    (
        "",
        "number",
        "no",
        "no.",
        "count",
        "value",
        "figure",
        "figures",
        "this quarter",
        "quarter total",
        "amount",
        "n",
    )
)


@lru_cache(maxsize=8_192)  # a label is asked about often, and there are few of them
def plain(text: str) -> str:
    """Small letters, one space, “and” for &; without footnote marks and a colon at the end."""
    text = _MARKS.sub("", text.casefold()).replace("’", "'").replace("&", " and ")
    text = _DASHES.sub("-", text)
    return " ".join(text.split()).strip(" :.;").strip()


def bare(text: str) -> str:
    """`plain`, without “number of” and the like, which every heading may have."""
    return " ".join(_COUNTED.sub("", plain(text)).split()).strip(" :.")


def is_total(text: str) -> bool:
    wanted = plain(text)
    return wanted in TOTALS or wanted.startswith(("total for ", "total all", "all departments", "all grades"))


def _parts(text: str) -> list[str]:
    found = re.findall(r"[a-z0-9+%£]+", plain(text))
    return [word for word in found if word not in _LITTLE]


def near(text: str, meanings: Mapping[str, str]) -> str:
    """What is meant by the names that have the same words, but for a letter or their order; "" if not one thing.

    A name that has another word, however long the rest they share, is no near neighbour: general surgery
    and general medicine are two departments.
    """
    wanted = sorted(_parts(text))
    if not wanted:
        return ""
    found = {meaning for name, meaning in meanings.items() if _same_words(wanted, sorted(_parts(name)))}
    return found.pop() if len(found) == 1 else ""


def _same_words(one: list[str], two: list[str]) -> bool:
    return len(one) == len(two) and all(_same(a, b) for a, b in zip(one, two, strict=True))


def _same(one: str, two: str) -> bool:
    if one == two:
        return True
    if min(len(one), len(two)) < 4 or any(map(str.isdigit, one + two)):
        return False
    return SequenceMatcher(None, one, two).ratio() >= 0.86
