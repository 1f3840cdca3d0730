"""Plain words that keep items out of the inbox, or let only some in. Words, never regular expressions."""

import re

from recalibrate.translation import gettext

from .words import tokenise

SHOWN = 3  # words of an "only" list that the reason names

_SEPARATOR = re.compile(r"[,;\n]")


def phrases(listed: str) -> tuple[str, ...]:
    """The words and phrases of a list that people wrote, separated by commas or lines."""
    return tuple(dict.fromkeys(filter(None, (" ".join(one.split()) for one in _SEPARATOR.split(listed)))))


def reason_to_hide(title: str, text: str, *, hide: tuple[str, ...], only: tuple[str, ...]) -> str:
    """Why the source's words hide an item, for editors: “says “webinar””; "" for one that is to be shown."""
    if not hide and not only:
        return ""
    stems = _stems(f"{title} . {text}")
    if said := next((phrase for phrase in hide if _is_in(phrase, stems)), ""):
        return gettext("says “{said}”").format(said=said)
    if only and not any(_is_in(phrase, stems) for phrase in only):
        named = ", ".join(f"“{phrase}”" for phrase in only[:SHOWN])
        return gettext("says none of {phrases}").format(phrases=named + (" …" if len(only) > SHOWN else ""))
    return ""


def _stems(text: str) -> list[str]:
    return [word.stem for word in tokenise("", text)]


def _is_in(phrase: str, stems: list[str]) -> bool:
    """Whether the words stand there in this order, in whatever form: “webinar” is in “two webinars”."""
    wanted = _stems(phrase)
    width = len(wanted)
    return bool(wanted) and any(
        stems[place : place + width] == wanted for place in range(len(stems) - width + 1)
    )
