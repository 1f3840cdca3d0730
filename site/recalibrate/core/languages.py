"""The languages that something here may be written in, and how a document says so. The site itself is English."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, trans_real
from django.utils.translation import gettext_lazy as _

ENGLISH = "en-GB"
# What staff of hospitals in the United Kingdom write in besides English; a new one is a line here.
CHOICES = [
    ("", _("English")),
    ("ar", _("Arabic")),
    ("bn", _("Bengali")),
    ("zh", _("Chinese")),
    ("fil", _("Filipino")),
    ("fr", _("French")),
    ("gu", _("Gujarati")),
    ("hi", _("Hindi")),
    ("ga", _("Irish")),
    ("ml", _("Malayalam")),
    ("ne", _("Nepali")),
    ("fa", _("Persian")),
    ("pl", _("Polish")),
    ("pt", _("Portuguese")),
    ("pa", _("Punjabi")),
    ("ro", _("Romanian")),
    ("gd", _("Scottish Gaelic")),
    ("so", _("Somali")),
    ("es", _("Spanish")),
    ("ta", _("Tamil")),
    ("ur", _("Urdu")),
    ("cy", _("Welsh")),
    ("yo", _("Yoruba")),
]
MOST_MESSAGES = 8_192  # of all apps together some 5,000 are in use
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def is_right_to_left(language: str) -> bool:
    return language.partition("-")[0] in RIGHT_TO_LEFT


def language_tag(language: str) -> str:
    """As documents write it (BCP 47): `en-GB` of Django's `en-gb`."""
    first, _dash, region = language.partition("-")
    return f"{first}-{region.upper()}" if region else first


def page_language() -> str:
    """The language that our own words are in just now."""
    return language_tag(get_language() or ENGLISH)


def language_attributes(language: str) -> SafeString:
    """` lang="cy" dir="ltr"` for an element whose text is in another language than its page; nothing for English."""
    if not language:
        return SafeString()
    return format_html(' lang="{}" dir="{}"', language, "rtl" if is_right_to_left(language) else "ltr")


def remember_messages() -> None:
    """Keep what was looked up in the catalogues.

    English has no catalogue of ours, so Django asks each of the nineteen that apps bring along, five times over, for
    every message of every page. Called once all apps are there.
    """
    for language, _name in settings.LANGUAGES:
        catalogue: Any = trans_real.translation(language)
        catalogue.gettext = lru_cache(maxsize=MOST_MESSAGES)(catalogue.gettext)
        catalogue.ngettext = lru_cache(maxsize=MOST_MESSAGES)(catalogue.ngettext)
