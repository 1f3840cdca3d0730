"""What there is to do, decided before anything is done. Each decision is logged with its reason at DEBUG."""

import logging
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from .identity import is_too_many
from .types import Adoption, IdentityRule, ItemData, Known, RefreshPlan

logger = logging.getLogger(__name__)


class EntryPlan(NamedTuple):
    """What becomes of an entry, and why. `before` is the identity that it is stored under, if it is."""

    why: str
    before: str = ""
    is_new: bool = False
    is_adopted: bool = False
    is_changed: bool = False


def plan(items: Sequence[ItemData], known: Known) -> RefreshPlan:
    """Compare a document with what is stored of its source.

    An unknown identity at a known address is the known item with another id, and is adopted. One that was
    removed before, by identity or address, stays away. Everything else that is unknown is created.
    """
    here = {item.identity for item in items}
    times = Counter(item.canonical_url for item in items)
    create, update, adopt, buried = [], [], [], 0
    for item in items:
        address = item.canonical_url if times[item.canonical_url] == 1 and is_telling(item) else ""
        if len(items) == 1 and known.titles.get(known.identities.get(address, ""), item.title) != item.title:
            address = ""  # a page that always shows the newest is no item's own
        decision = plan_entry(item, address, here, known)
        logger.debug("%s: %s", item.identity, decision.why)
        if decision.is_new:
            create.append(item)
        elif not decision.before:
            buried += 1
        if decision.is_adopted:
            adopt.append(Adoption(decision.before, item))
        if decision.is_changed:
            update.append(item)
    unchanged = len(items) - len(create) - len(update) - buried
    return RefreshPlan(tuple(create), tuple(update), tuple(adopt), unchanged, buried)


def plan_entry(item: ItemData, address: str, here: AbstractSet[str], known: Known) -> EntryPlan:
    """What becomes of one entry; `address` is "" where it is not the entry's own, `here` all of its document."""
    is_known = item.identity in known.fingerprints
    before = item.identity if is_known else known.identities.get(address, "")
    if before and not is_known and before in here:
        before = ""  # the stored item is in the document too, so this is another one at its address
    if not before:
        if item.identity in known.buried:
            return EntryPlan("left out: an entry of this identity was removed before")
        if address in known.buried_addresses:
            return EntryPlan("left out: an entry at its address was removed before")
        return EntryPlan("new: nothing stored has its identity, or its address alone", is_new=True)
    how = "known by its identity" if is_known else f"adopted: the address is that of {before}, which has left"
    if known.fingerprints[before] == item.fingerprint:
        return EntryPlan(f"{how}; the words are as stored", before, is_adopted=not is_known)
    if before in known.left_alone:
        return EntryPlan(
            f"{how}; left alone: its words change at every look", before, is_adopted=not is_known
        )
    return EntryPlan(f"{how}; its words differ", before, is_adopted=not is_known, is_changed=True)


def is_telling(item: ItemData) -> bool:
    """Whether the item's address is one of its own: a site's front page is everybody's."""
    host_and_path = item.canonical_url.partition("://")[2]
    return host_and_path.partition("/")[2] != ""


def rule_after(planned: RefreshPlan, rule: IdentityRule, count: int) -> IdentityRule:
    """What the source's entries are to be told apart by: not by ids that change at every look."""
    return "address" if rule == "guid" and is_too_many(len(planned.adopt), count) else rule
