"""Texts cut to one thing, at sentences and never inside one."""

import re

_BLOCKS = re.compile(r"<(p|li)\b[^>]*>(.*?)</\1>", re.S)
_END = re.compile(r"[.!?…][”’\")]*(?:</(?:a|b|i|em|strong)>)*\s+(?=[“‘(]?(?:<[a-z][^>]*>)?[A-Z0-9£“‘])")
_OPENED = re.compile(r"<(a|b|i|em|strong)\b")
_CLOSED = re.compile(r"</(a|b|i|em|strong)>")


def sentences(text: str) -> list[str]:
    """The sentences of a text or of one paragraph's HTML; markup that spans several keeps them together."""
    found: list[str] = []
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        if len(_OPENED.findall(piece)) == len(_CLOSED.findall(piece)) and piece.strip():
            found.append(piece.strip())
            start = end
    if text[start:].strip():
        found.append(text[start:].strip())
    return found


def opening(text: str) -> tuple[str, str]:
    """The first sentence, and the rest."""
    first, *rest = sentences(text) or [""]
    return first, " ".join(rest)


def one_thing(html: str) -> str:
    """What rich text says first, and the way to do it: its first sentence, and the first that has a link."""
    found = [sentence for _, inner in _BLOCKS.findall(html) for sentence in sentences(inner)]
    first, rest = found[:1], found[1:]
    way = [] if any("<a " in sentence for sentence in first) else [s for s in rest if "<a " in s][:1]
    return f"<p>{' '.join(first + way)}</p>" if found else ""
