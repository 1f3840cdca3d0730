"""Texts cut to one thing, at sentences and never inside one."""

import re
from collections.abc import Iterator

_BLOCK = re.compile(r"<(p|li)\b[^<>]*>")
_END = re.compile(r"[.!?…][”’\")]*(?:</(?:a|b|i|em|strong)>)*\s+(?=[“‘(]?(?:<[a-z][^<>]*>)?[A-Z0-9£“‘])")
_OPENED = re.compile(r"<(a|b|i|em|strong)\b")
_CLOSED = re.compile(r"</(a|b|i|em|strong)>")


def sentences(text: str) -> list[str]:
    """The sentences of a text or of one paragraph's HTML; markup that spans several keeps them together."""
    found: list[str] = []
    start = looked_at = is_open = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        added = text[looked_at:end]
        is_open += len(_OPENED.findall(added)) - len(_CLOSED.findall(added))
        looked_at = end
        if not is_open and (piece := text[start:end].strip()):
            found.append(piece)
            start = end
    if rest := text[start:].strip():
        found.append(rest)
    return found


def blocks(html: str) -> Iterator[str]:
    """What stands in each paragraph and each entry of a list."""
    at = 0
    while opened := _BLOCK.search(html, at):
        if (end := html.find(f"</{opened[1]}>", opened.end())) < 0:
            return
        yield html[opened.end() : end]
        at = end


def opening(text: str) -> tuple[str, str]:
    """The first sentence, and the rest."""
    first, *rest = sentences(text) or [""]
    return first, " ".join(rest)


def one_thing(html: str) -> str:
    """What rich text says first, and the way to do it: its first sentence, and the first that has a link."""
    found = [sentence for inner in blocks(html) for sentence in sentences(inner)]
    first, rest = found[:1], found[1:]
    way = [] if any("<a " in sentence for sentence in first) else [s for s in rest if "<a " in s][:1]
    return f"<p>{' '.join(first + way)}</p>" if found else ""
