"""When two entries are the same thing: by the source's own ids as long as they can be trusted."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .types import IdentityRule

TOLERATED = 0.05  # of a document's ids, that repeat or change; more, and another rule is better
ONCE = 1  # is an accident, however small the document
WORDS = 500  # characters of text that stand for an entry with neither id nor address


class Marks(NamedTuple):
    """What an entry can be told by."""

    guid: str
    url: str
    title: str
    text: str


def keys(entries: Sequence[Marks], rule: IdentityRule) -> list[str]:
    """What each entry is known by. An id that comes again is told apart by its address.

    Entries without an id that share one address are told apart by their titles, or else by all their words.
    An exact double is the same thing.
    """
    first: dict[str, Marks] = {}
    places = Counter(entry.url for entry in set(entries) if not entry.guid)
    titles = Counter((entry.url, entry.title) for entry in set(entries) if not entry.guid)
    found = []
    for entry in entries:
        words = f"{entry.title}|{entry.text[:WORDS]}"
        is_repeat = bool(entry.guid) and first.setdefault(entry.guid, entry) != entry
        by_guid = f"{entry.guid}|{entry.url}" if is_repeat else entry.guid
        by_url = entry.url
        if by_url and places[by_url] > 1:
            differs = entry.title if titles[entry.url, entry.title] == 1 else words
            by_url = f"{entry.url}|{differs}"
        known_by = {
            "guid": by_guid or by_url or words,
            "address": entry.url or entry.guid or words,
            "words": words,
        }
        found.append(known_by[rule])
    return found


def rule_for(entries: Sequence[Marks], rule: IdentityRule) -> IdentityRule:
    """`rule`, or the one that it degrades to, once: too many ids of one document are given twice.

    An entry that comes twice with one address is repeated by mistake, and no fault of its id.
    """
    if rule != "guid":
        return rule
    with_id = {(entry.guid, entry.url, entry.title) for entry in entries if entry.guid}
    repeated = len(with_id) - len({guid for guid, *_ in with_id})
    return degraded(entries) if is_too_many(repeated, len(with_id)) else rule


def is_too_many(count: int, of: int) -> bool:
    """Whether so many ids at fault are more than an accident."""
    return count > ONCE and count > TOLERATED * of


def degraded(entries: Sequence[Marks]) -> IdentityRule:
    """The next best rule for a source whose ids cannot be trusted."""
    urls = [entry.url for entry in entries]
    is_telling = not is_too_many(len(urls) - len(set(filter(None, urls))), len(urls))
    return "address" if is_telling else "words"
