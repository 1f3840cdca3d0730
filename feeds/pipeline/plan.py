"""What there is to do, decided before anything is done."""

from collections import Counter
from collections.abc import Sequence

from .identity import is_too_many
from .types import Adoption, IdentityRule, ItemData, Known, RefreshPlan


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
        before = item.identity if item.identity in known.fingerprints else known.identities.get(address, "")
        if before and (before == item.identity or before not in here):
            if before != item.identity:
                adopt.append(Adoption(before, item))
            if before not in known.left_alone and known.fingerprints[before] != item.fingerprint:
                update.append(item)
        elif item.identity in known.buried or address in known.buried_addresses:
            buried += 1
        else:
            create.append(item)
    unchanged = len(items) - len(create) - len(update) - buried
    return RefreshPlan(tuple(create), tuple(update), tuple(adopt), unchanged, buried)


def is_telling(item: ItemData) -> bool:
    """Whether the item's address is one of its own: a site's front page is everybody's."""
    host_and_path = item.canonical_url.partition("://")[2]
    return host_and_path.partition("/")[2] != ""


def rule_after(planned: RefreshPlan, rule: IdentityRule, count: int) -> IdentityRule:
    """What the source's entries are to be told apart by: not by ids that change at every look."""
    return "address" if rule == "guid" and is_too_many(len(planned.adopt), count) else rule
