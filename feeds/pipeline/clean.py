"""Text out of other people's markup. Items hold text, never HTML (docs/decisions/0004)."""

import html as entities
import re
import unicodedata

import bleach
import nh3

MAX_HTML = 200_000
MAX_MARKS = 15_000  # of "<" and of "&"; both libraries are quadratic on hostile nesting
MAX_DEPTH = 200
SHORTENED_TO = 20_000
TEXT_WORDS = 150
EXCERPT_WORDS = 40
MAX_WORD = 80

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>")
_BLOCK_END = re.compile(r"(?i)</(?:p|div|li|h[1-6]|tr|blockquote|figcaption|section)>|<br\s*/?>")
_VOID = {"br", "img", "hr", "input", "meta", "link", "source", "wbr", "area", "base", "col", "embed", "param", "track"}
_SPACE = re.compile(r"\s+")
# Control and format characters that can hide or reorder text; joiners stay, some scripts need them.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def plain(text: str) -> str:
    """`text` on one line, without control, bidirectional and unpaired characters."""
    return _SPACE.sub(" ", _HIDDEN.sub("", unicodedata.normalize("NFC", text.translate(_SURROGATES)))).strip()


_SURROGATES = {code: None for code in range(0xD800, 0xE000)}


def text_of(html: str) -> str:
    """The words of `html`; script and style go with what is in them. Never longer than the input's words."""
    guarded = _guarded(html[:MAX_HTML])
    spaced = _BLOCK_END.sub(" \\g<0>", guarded)
    stripped = nh3.clean(spaced, tags=set(), clean_content_tags={"script", "style", "template", "noscript", "svg"})
    words = first_words(entities.unescape(stripped), TEXT_WORDS + 1)
    return plain(entities.unescape(bleach.clean(words, tags=set(), strip=True)))


def _guarded(html: str) -> str:
    """`html`, or only its beginning with every mark taken out if it is built to be slow."""
    if html.count("<") <= MAX_MARKS and html.count("&") <= MAX_MARKS and _depth(html) <= MAX_DEPTH:
        return html
    return html[:SHORTENED_TO].replace("<", " ").replace("&", " ")


def _depth(html: str) -> int:
    """About how deep elements are nested; never less for nesting that closes nothing."""
    deepest = depth = 0
    for closing, name, self_closing in _TAG.findall(html):
        if closing:
            depth = max(0, depth - 1)
        elif not self_closing and name.lower() not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def first_words(text: str, count: int) -> str:
    """The first `count` words, with an ellipsis if there were more. An endless word is cut."""
    words = text.split(maxsplit=count)
    shown = [word[:MAX_WORD] for word in words[:count]]
    return " ".join(shown) + (" …" if len(words) > count else "")


def shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
