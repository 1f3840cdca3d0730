"""Words put together for a reader: whole sentences side by side, and names in a row."""

from collections.abc import Iterable
from functools import reduce
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def lazy_join(*sentences: "StrOrPromise") -> "StrOrPromise":
    return format_lazy(" ".join("{}" for _ in sentences), *sentences)


def joined_by_and(names: Iterable[str]) -> str:
    """“A nurse and a porter”."""
    return reduce(_and, names, "")


def _and(first: str, last: str) -> str:
    return gettext("%(first)s and %(last)s") % {"first": first, "last": last} if first else last
