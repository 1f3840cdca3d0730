"""Texts cut at sentences and never inside one."""

import re

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


def opening(text: str) -> tuple[str, str]:
    """The first sentence, and the rest."""
    first, *rest = sentences(text) or [""]
    return first, " ".join(rest)
