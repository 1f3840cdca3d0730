"""Blocks as a post's body stores them."""

from collections.abc import Callable
from html import escape, unescape
from typing import Any

from . import recordings
from .foreign_blocks import (
    Block,
    Details,
    ForeignTable,
    PictureBlock,
    Quotation,
    Recording,
    References,
    TextBlock,
)

Stored = dict[str, Any]
Pictured = Callable[[str, str], int | None]


def stored_body(blocks: tuple[Block, ...], picture: Pictured) -> list[Stored]:
    """The body; `picture` gives the number of a picture, or none: then its words stay as text."""
    return [
        {"type": kind, "value": value}
        for block in blocks
        for kind, value in [_stored(block, picture)]
        if value is not None
    ]


def _stored(block: Block, picture: Pictured) -> tuple[str, Any]:
    match block:
        case TextBlock(html):
            return "text", html
        case Quotation(text, attribution):
            return "quotation", {"quote": text, "attribution": attribution}
        case PictureBlock():
            return _picture(block, picture)
        case ForeignTable():
            return "table", _table(block)
        case Recording(url, title, is_heard, why):
            kind = "listen" if is_heard else "watch"
            value = {"kind": kind, "title": title, "url": url, "publisher": recordings.host(url), "why": why}
            return "recording_elsewhere", value | {"length": "", "transcript_url": ""}
        case Details(summary, html):
            return "details", {"summary": summary, "text": html}
        case References(items):
            listed = [{"text": f"<p>{item}</p>", "doi": ""} for item in items]
            return "references", {"heading": "References", "items": listed}


def _picture(block: PictureBlock, picture: Pictured) -> tuple[str, Any]:
    number = picture(block.source, block.alt)
    if number is None:
        return "text", f"<p>{escape(block.caption, quote=False)}</p>" if block.caption else None
    shown = {"image": number, "alt_text": block.alt, "decorative": False}
    return "image", {"image": shown, "caption": block.caption}


def _table(block: ForeignTable) -> Stored:
    kinds = [
        "rich_text" if any("<" in row[column] for row in block.rows) else "text"
        for column in range(len(block.headings))
    ]
    columns = [
        {"type": kind, "heading": heading} for kind, heading in zip(kinds, block.headings, strict=True)
    ]
    rows = [
        {
            "values": [
                f"<p>{cell}</p>" if kind == "rich_text" else unescape(cell)
                for kind, cell in zip(kinds, row, strict=True)
            ]
        }
        for row in block.rows
    ]
    table = {"columns": columns, "rows": rows, "caption": block.caption}
    return {"table": table, "has_row_headings": block.has_row_headings, "source": ""}
