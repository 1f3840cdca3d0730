"""The title of a story that came without one: it says nothing of the day, and no reader ever sees it."""

import re

TITLE_TO_COME = "A story that waits for its title"
_EARLIER = re.compile(r"A story that arrived on \d{1,2} \w{1,20}")  # told the day it came


def is_title_to_come(title: str) -> bool:
    """Whether an editor has still to write the title. Nothing is published under such a one."""
    words = title.strip()
    return words == TITLE_TO_COME or _EARLIER.fullmatch(words) is not None
