"""Which feeds a page announces in its head, so that a feed reader finds them from the page's address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .syndication import MEDIA_TYPES, NAMES, Format

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class FeedLink:
    title: StrOrPromise
    media_type: str
    url: StrOrPromise


def _announced(title: StrOrPromise, path: str, forms: tuple[Format, ...]) -> tuple[FeedLink, ...]:
    return tuple(
        FeedLink(format_lazy("{} ({})", title, NAMES[form]), MEDIA_TYPES[form], address(path, form))
        for form in forms
    )


def address(path: str, form: Format) -> StrOrPromise:
    return reverse_lazy("syndication", kwargs={"subject_path": path, "form": form})


ALL_POSTS = _announced(_("All posts"), "all", ("xml", "atom", "json"))


def feed_links(title: StrOrPromise, path: str) -> tuple[FeedLink, ...]:
    """All posts first, then the page's own list, published at `path` below the list of feeds."""
    return (ALL_POSTS[0], *_announced(title, path, ("xml", "atom", "json")))
