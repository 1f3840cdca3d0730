from .check import SourceCheck
from .curation import Curation, CurationStateOfMind, Decision, Half, PassReason
from .host import HostHold
from .item import Item, SameBy
from .source import IdentityRule, Source
from .tombstone import Tombstone
from .use import Use

__all__ = [
    "Curation",
    "CurationStateOfMind",
    "Decision",
    "Half",
    "HostHold",
    "IdentityRule",
    "Item",
    "PassReason",
    "SameBy",
    "Source",
    "SourceCheck",
    "Tombstone",
    "Use",
]
