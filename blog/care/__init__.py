"""Gentle notes for whoever writes: what might hurt, give somebody away, or be hard to read. Pure."""

from .notes import care_notes
from .types import CareNote, DraftText, NoteKind, TextLink, TextPicture

__all__ = ["CareNote", "DraftText", "NoteKind", "TextLink", "TextPicture", "care_notes"]
