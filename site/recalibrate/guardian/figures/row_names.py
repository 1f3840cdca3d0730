"""Which row or measure a written name stands for, by its code, its name, or what hospitals call it.

Only what means one thing everywhere: a name that is merely like another is suggested, and never taken for it.
"""

from collections.abc import Mapping
from difflib import get_close_matches

from recalibrate.translation import gettext

OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "Emergency medicine": ("ED", "A&E", "Emergency department", "Accident and emergency"),
    "Trauma and orthopaedics": ("T&O", "T & O", "Orthopaedics", "Trauma & orthopaedics"),
    "Obstetrics and gynaecology": ("O&G", "O & G", "Obs and gynae", "Obs & gynae"),
    "Anaesthetics and critical care": ("ITU", "ICU", "Anaesthetics", "Critical care", "Intensive care"),
    "ENT": ("Ear, nose and throat", "Otolaryngology"),
    "Paediatrics": ("Paeds",),
    "General medicine": ("Gen med",),
    "Core and ST1-2": ("CT1-2 / ST1-2", "CT1-2/ST1-2", "CT/ST1-2", "CT1-2 and ST1-2", "Core / ST1-2"),
    "ST3 and above": ("ST3+", "ST3 +", "ST3-8", "ST3-ST8", "ST3 or above"),
    "Level 1: a conversation": ("Level 1",),
    "Level 2: a meeting": ("Level 2",),
    "Final stage: a hearing": ("Final", "Final stage"),
    "FY1": ("F1", "Foundation year 1", "Foundation Y1", "FY 1"),
    "FY2": ("F2", "Foundation year 2", "Foundation Y2", "FY 2"),
    "Locally employed": ("LED", "LEDs", "Locally employed doctors"),
}


def other_names(name: str) -> tuple[str, ...]:
    return OTHER_NAMES.get(name, ())


def match(text: str, words: Mapping[str, str]) -> str:
    """The code in `words` (names by code) that `text` is, or is a name of; "" for none."""
    wanted = _plain(text)
    for slug, name in words.items():
        if wanted in (_plain(slug), _plain(name)):
            return slug
    for slug, name in words.items():
        if wanted in map(_plain, other_names(name)):
            return slug
    return ""


def _plain(text: str) -> str:
    """Without what makes no difference: letters’ size, spaces, & for and."""
    return " ".join(text.casefold().replace("&", " and ").split())


def nearest(text: str, words: Mapping[str, str]) -> str:
    """A sentence for a fault: the name that `text` may be meant for, or the names that there are."""
    names = {name.casefold(): name for pair in words.items() for name in pair if not name.endswith("*")}
    near = get_close_matches(text.strip().casefold(), list(names), 1, 0.75)
    if near:
        return f" {did_you_mean(names[near[0]])}"
    return " " + gettext("We know: {names}.").format(names=", ".join(list(words.values())[:12]))


def did_you_mean(name: str) -> str:
    return gettext("Did you mean “{name}”?").format(name=name)
