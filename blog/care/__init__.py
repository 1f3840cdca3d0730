"""Gentle notes for whoever writes: what might hurt, give somebody away, or be hard to read. Pure."""

from .notes import notes
from .types import Draft, Kind, Link, Note, Picture

__all__ = ["Draft", "Kind", "Link", "Note", "Picture", "notes"]
