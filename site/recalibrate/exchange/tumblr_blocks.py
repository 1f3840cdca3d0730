"""Tumblr's blocks (NPF, its Neue Post Format) as HTML."""

from collections.abc import Iterator
from html import escape
from itertools import groupby, pairwise
from typing import Any

Json = dict[str, Any]
HEADINGS = {"heading1": "h2", "heading2": "h3"}
LISTS = {"ordered-list-item": "ol", "unordered-list-item": "ul"}
MARKS = {"bold": "b", "italic": "i", "strikethrough": "s"}
SEEN = {"answer_text", "artist", "caption", "description", "question", "text", "title"}


def html_of_blocks(blocks: list[Json], layout: list[Json]) -> str:
    """Lists whole, and what was asked as a quotation."""
    asked = {number for one in layout if one.get("type") == "ask" for number in one.get("blocks") or ()}
    numbered = list(enumerate(block for block in blocks if isinstance(block, dict)))
    question = [block for number, block in numbered if number in asked]
    rest = [block for number, block in numbered if number not in asked]
    return (f"<blockquote>{_in_lists(question)}</blockquote>" if question else "") + _in_lists(rest)


def _in_lists(blocks: list[Json]) -> str:
    out = []
    for name, group in groupby(blocks, lambda block: LISTS.get(str(block.get("subtype")), "")):
        inside = [_block(block) for block in group]
        out += [f"<{name}>", *(f"<li>{one}</li>" for one in inside), f"</{name}>"] if name else inside
    return "".join(out)


def _block(block: Json) -> str:
    match block.get("type"):
        case "text":
            return _text(block)
        case "image":
            media = block.get("media") or [{}]
            media = media if isinstance(media, list) else [media]
            alt, caption = escape(str(block.get("alt_text") or "")), escape(str(block.get("caption") or ""))
            url = escape(str(media[0].get("url") or ""))
            return f'<figure><img src="{url}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'
        case "link":
            url, title = escape(str(block.get("url") or "")), escape(str(block.get("title") or ""))
            words = escape(str(block.get("description") or ""))
            return f'<p><a href="{url}">{title or url}</a></p><p>{words}</p>'
        case "audio" | "video":
            return _played(block)
        case "poll":
            answers = "".join(
                f"<li>{escape(str(one.get('answer_text')))}</li>" for one in block.get("answers") or []
            )
            return f"<p>{escape(str(block.get('question') or ''))}</p><ul>{answers}</ul>"
        case _:
            return "".join(f"<p>{text}</p>" for text in seen_in([block]))


def _played(block: Json) -> str:
    media = block.get("media") or {}
    media = media[0] if isinstance(media, list) and media else media
    url = escape(str(block.get("url") or (media.get("url") if isinstance(media, dict) else "") or ""))
    words = [
        escape(str(block[key])) for key in ("title", "artist", "caption", "description") if block.get(key)
    ]
    name = "audio" if block["type"] == "audio" else "video"
    return f'<figure><{name} src="{url}"></{name}><figcaption>{" – ".join(words)}</figcaption></figure>'


def _text(block: Json) -> str:
    subtype, inner = (
        str(block.get("subtype") or ""),
        _marked(str(block.get("text") or ""), block.get("formatting") or []),
    )
    if subtype in HEADINGS:
        return f"<{HEADINGS[subtype]}>{inner}</{HEADINGS[subtype]}>"
    if subtype in LISTS:
        return inner
    return f"<blockquote>{inner}</blockquote>" if subtype in ("quote", "indented") else f"<p>{inner}</p>"


def _marked(text: str, formatting: list[Json]) -> str:
    """Ranges may overlap: each stretch between two of their ends stands in all that hold it."""
    ranges = [(int(one["start"]), int(one["end"]), _tags(one)) for one in formatting if _tags(one)[0]]
    ends = sorted(
        {0, len(text), *(end for start, stop, _ in ranges for end in (start, stop) if 0 <= end <= len(text))}
    )
    out = []
    for start, stop in pairwise(ends):
        around = [tags for first, last, tags in ranges if first <= start and stop <= last]
        words = escape(text[start:stop], quote=False).replace("\n", "<br>")
        out += [*(opening for opening, _ in around), words, *(closing for _, closing in reversed(around))]
    return "".join(out)


def _tags(one: Json) -> tuple[str, str]:
    kind = str(one.get("type"))
    if kind in MARKS:
        return f"<{MARKS[kind]}>", f"</{MARKS[kind]}>"
    url = (
        one.get("url") if kind == "link" else (one.get("blog") or {}).get("url") if kind == "mention" else ""
    )
    return (f'<a href="{escape(str(url))}">', "</a>") if url else ("", "")


def seen_in(value: Any, key: str = "") -> Iterator[str]:
    """Every word in blocks that a reader saw, wherever it stands in them; as HTML."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from seen_in(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from seen_in(inner, key)
    elif key in SEEN and isinstance(value, str):
        yield escape(value, quote=False)
