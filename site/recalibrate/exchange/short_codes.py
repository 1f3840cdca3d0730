"""WordPress's short codes: `[caption]`, `[gallery]`, `[embed]`, `[audio]`, `[video]`; others are named."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

from django.utils.translation import gettext

KNOWN = {"audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption"}
_CODE = re.compile(r"\[(/?)([a-zA-Z][\w-]*)((?:[\s/=][^\[\]<>]*)?)\]")
_VALUE = re.compile(r"(?<![\w-])([\w-]{1,40})\s?=\s?(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_INNER = re.compile(r"\[(embed|audio|video)((?:\s[^\[\]]*)?)\](?:([^\[\]<>]*)\[/\1\])?")
_OPENED = re.compile(r"\[((?:wp_)?caption)((?:\s[^\[\]]*)?)\]")
_DYNAMIC = re.compile(r"<!--\s?wp:([a-z][a-z0-9/-]*)(?:\s[^<>]*)?/-->")
SOURCES = ("src", "mp3", "m4a", "ogg", "wav", "wma", "mp4", "m4v", "webm", "ogv", "wmv", "flv")
HARMLESS = {"more", "nextpage", "footnotes", "spacer", "separator", "block"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file of theirs."""

    number: str
    url: str
    alt: str = ""
    caption: str = ""
    parent: str = ""


def is_short_code(match: re.Match[str], closed: Container[str]) -> bool:
    """Whether “[…]” is an instruction. “[sic]” and “[1]” are words. `closed`: the names of closing ones."""
    closing, name, rest = match.groups()
    if name.lower() in KNOWN or "-" in name or "_" in name or closing or rest.strip() == "/":
        return True
    return _VALUE.search(rest) is not None or name in closed


def closed_in(html: str) -> set[str]:
    return {match[2] for match in _CODE.finditer(html) if match[1]}


def without_short_codes(html: str) -> str:
    """`html` without them; what stands between two of them stays, and what one says in a caption."""
    closed = closed_in(html)
    html = _OPENED.sub(lambda match: f" {parse_attributes(match[2]).get('caption', '')} ", html)
    return _CODE.sub(lambda match: " " if is_short_code(match, closed) else match[0], html)


def unknown(html: str) -> list[str]:
    """The names of those that we do not know, each once, and of blocks that WordPress filled by itself."""
    closed = closed_in(html)
    found = [
        f"[{match[2]}]"
        for match in _CODE.finditer(html)
        if is_short_code(match, closed) and match[2].lower() not in KNOWN - {"playlist"}
    ]
    dynamic = [
        gettext("the block “{name}”").format(name=name)
        for name in _DYNAMIC.findall(html)
        if name not in HARMLESS
    ]
    return list(dict.fromkeys([*found, *dynamic]))


def expanded(html: str, attachments: Mapping[str, Attachment], post: str) -> str:
    """`html` with elements where short codes stood."""
    closed = closed_in(html)
    html = _INNER.sub(_player, html)
    html = _OPENED.sub(_caption, html)
    html = re.sub(r"\[/(?:wp_)?caption\]", "</div>", html)

    def one(match: re.Match[str]) -> str:
        if match[2].lower() == "gallery" and not match[1]:
            return gallery(parse_attributes(match[3]), attachments, post)
        return " " if is_short_code(match, closed) else match[0]

    return _CODE.sub(one, html)


def _player(match: re.Match[str]) -> str:
    name, rest, inner = match.groups()
    said = parse_attributes(rest)
    inner = unescape((inner or "").strip())
    source = next((said[key] for key in SOURCES if said.get(key)), "")
    if name == "embed":
        return f'\n\n<iframe src="{escape(source or inner)}"></iframe>\n\n'
    is_address = inner.startswith(("http://", "https://"))
    source, inner = source or (inner if is_address else ""), "" if is_address else inner
    return f'\n\n<{name} src="{escape(source)}">{escape(inner)}</{name}>\n\n'


def _caption(match: re.Match[str]) -> str:
    words = parse_attributes(match[2]).get("caption", "")
    return f'<div class="wp-caption">{f"<p>{words}</p>" if words else ""}'


def gallery(said: Mapping[str, str], attachments: Mapping[str, Attachment], post: str) -> str:
    """Its pictures with their captions: those that it names, or all that belong to the post."""
    named = said.get("ids") or said.get("include") or ""
    if named:
        shown = [attachments[number] for number in re.findall(r"\d+", named) if number in attachments]
    else:
        shown = [one for one in attachments.values() if one.parent == post and post]
    return "".join(_figures(shown))


def _figures(shown: list[Attachment]) -> Iterator[str]:
    for one in shown:
        caption = f"<figcaption>{one.caption}</figcaption>" if one.caption else ""
        yield f'<figure><img src="{escape(one.url)}" alt="{escape(one.alt)}">{caption}</figure>'


def parse_attributes(text: str) -> dict[str, str]:
    """`a="b" c='d' e=f`"""
    return {name.lower(): unescape(a or b or c) for name, a, b, c in _VALUE.findall(text)}
