"""Marks for what people read, in packages that know no Django.

They say English until the site tells how it translates, which core does as it starts; the process that reads
documents (feeds.sandbox) starts no site, and opens the same catalogue itself.
"""

from collections.abc import Callable


def _in_english(singular: str, plural: str, number: int) -> str:
    return singular if number == 1 else plural


_one: Callable[[str], str] = str
_several: Callable[[str, str, int], str] = _in_english


def translate_with(one: Callable[[str], str], several: Callable[[str, str, int], str]) -> None:
    """From now on, these two translate."""
    global _one, _several
    _one, _several = one, several


def gettext(message: str) -> str:
    return _one(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    return _several(singular, plural, number)


def gettext_noop(message: str) -> str:
    """Marks what is written where a module is read, and translated by `gettext` where it is used."""
    return message
