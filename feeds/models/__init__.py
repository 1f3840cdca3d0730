from .check import Check
from .curation import Curation, CurationStateOfMind, Decision, Half
from .host import HostHold
from .item import Item, SameBy
from .link import Link, PageRead
from .source import IdentityRule, Source
from .tombstone import Tombstone

__all__ = [
    "Check",
    "Curation",
    "CurationStateOfMind",
    "Decision",
    "Half",
    "HostHold",
    "IdentityRule",
    "Item",
    "Link",
    "PageRead",
    "SameBy",
    "Source",
    "Tombstone",
]
