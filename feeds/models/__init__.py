from .curation import Curation, CurationStateOfMind, Decision, Half
from .item import Item
from .source import Source

__all__ = ["Curation", "CurationStateOfMind", "Decision", "Half", "Item", "Source"]
