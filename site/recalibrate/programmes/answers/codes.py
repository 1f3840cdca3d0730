"""The six characters on the slide: none that is taken for another, no vowel that would make a word."""

import re
from collections.abc import Callable
from secrets import choice

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
LENGTH = 6  # few enough to type off a slide; of 27 signs that makes 387 million, none given twice
_ELSE = re.compile(r"[\s.·\-–_]+")


def new_code(is_taken: Callable[[str], bool]) -> str:
    """One that was never given before."""
    while is_taken(code := "".join(choice(ALPHABET) for _ in range(LENGTH))):
        pass
    return code


def tidied_code(typed: str) -> str:
    """As it was meant: any case, with spaces, hyphens or a full stop; "" if it can be none."""
    code = _ELSE.sub("", typed[:40]).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
