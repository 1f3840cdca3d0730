"""What there is to do, decided before anything is done."""

from collections.abc import Mapping, Sequence

from .types import ItemData, RefreshPlan


def plan(items: Sequence[ItemData], known: Mapping[str, str]) -> RefreshPlan:
    """Compare with `known` (identity → fingerprint): new identities are created, new fingerprints updated."""
    create = tuple(item for item in items if item.identity not in known)
    update = tuple(
        item for item in items if item.identity in known and known[item.identity] != item.fingerprint
    )
    return RefreshPlan(create, update, unchanged=len(items) - len(create) - len(update))
