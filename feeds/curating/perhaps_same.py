"""Which items may tell the same story, for an editor to say: nothing joins by itself for it.

Equal titles within four days, or one DOI: what `pipeline/duplicates.py` does not fold, since texts differ.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from ..models import Item

WITHIN = timedelta(days=4)  # a press release is repeated within days; the same title next month is another
FEWEST_WORDS = 2  # of a title that tells anything
MOST = 200  # items looked at
_DOI = re.compile(r"10\.\d{4,9}/[^\s?#\"<>&]+[^\s?#\"<>&./]")
RESOLVERS = ("https://doi.org/", "https://dx.doi.org/", "http://doi.org/", "http://dx.doi.org/")


def doi_of(item: Item) -> str:
    """The DOI in its address or what its source calls it by; "" if there is none."""
    found = _DOI.search(item.canonical_url or item.url) or _DOI.search(item.guid)
    return found[0].lower() if found else ""


def perhaps_the_same(items: Iterable[Item]) -> dict[int, Item]:
    """For each of these that may tell what another source told, that one. No query where none may."""
    asked = [item for item in items if item.story_id is None]
    dois = {item.pk: doi for item in asked if (doi := doi_of(item))}
    alike = [item for item in asked if getattr(item, "has_equal_title", True)]
    titles = {item.title for item in alike if len(item.title.split()) >= FEWEST_WORDS}
    resolved = {f"{start}{doi}" for doi in dois.values() for start in RESOLVERS}
    if not (titles or resolved):
        return {}
    named = Item.objects.filter(Q(title__in=titles) | Q(canonical_url__in=resolved), story=None)
    others = list(named.select_related("source").defer("source__checks", "text").order_by("pk")[:MOST])
    found = {item.pk: [one for one in others if _may_be(item, one, dois)] for item in asked}
    apart = _told_apart(key for key, alike in found.items() if alike)
    kept = {
        key: [one for one in alike if frozenset((key, one.pk)) not in apart] for key, alike in found.items()
    }
    return {key: alike[0] for key, alike in kept.items() if alike}


def _may_be(item: Item, other: Item, dois: dict[int, str]) -> bool:
    if item.pk == other.pk or item.source_id == other.source_id:
        return False
    if (doi := dois.get(item.pk, "")) and doi == doi_of(other):
        return True
    is_alike = item.title == other.title and len(item.title.split()) >= FEWEST_WORDS
    return is_alike and abs(_moment(item) - _moment(other)) <= WITHIN


def _moment(item: Item) -> datetime:
    return item.published_at or item.first_seen_at


def _told_apart(keys: Iterable[int]) -> set[frozenset[int]]:
    """Pairs of which editors said that they are not the same."""
    if not (asked := list(keys)):
        return set()
    pairs = Item.told_apart.through.objects.filter(from_item__in=asked)
    return {frozenset(pair) for pair in pairs.values_list("from_item", "to_item")}
