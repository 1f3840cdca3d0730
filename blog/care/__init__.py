"""Gentle notes for writers: what might hurt, identify a person, or be hard to read. Pure."""

from .notes import care_notes
from .types import CareNote, DraftText, NoteKind, TextLink, TextPicture

__all__ = ["CareNote", "DraftText", "NoteKind", "TextLink", "TextPicture", "care_notes"]
