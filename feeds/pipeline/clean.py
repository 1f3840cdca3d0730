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
SLICE = 4_096  # characters that are looked at first: most often they hold words enough

DROPPED_WITH_CONTENT = {
    *("script", "style", "template", "noscript", "noembed", "noframes", "iframe", "object", "svg", "math"),
    *("select", "textarea", "title"),
}

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_TAG_LIKE = re.compile(r"<(?=[a-zA-Z/!?])[^<>]*>?")
_BLOCK_END = re.compile(
    r"(?i)(?=</(?:p|div|li|h[1-6]|tr|t[dh]|d[td]|blockquote|figcaption|section)>|<[bh]r\s{0,9}/?>)"
)
_UNNESTED = {
    # Elements without content, and those whose end tag may be left out.
    *("br", "img", "hr", "input", "meta", "link", "source", "wbr", "area", "base", "col", "embed", "track"),
    *("p", "li", "td", "th", "tr", "dt", "dd", "option"),
}
# Control and format characters that can hide or reorder text; joiners stay, some scripts need them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """`text` on one line, without control, bidirectional and unpaired characters."""
    if not text.isprintable():  # else nothing in it is hidden, and its only white space are blanks
        text = _HIDDEN.sub("", text)
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def escaped(text: str) -> str:
    """Plain text as HTML, where HTML is expected."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def text_of(html: str) -> str:
    """The words of `html`, at most 151; script and style go with what is in them. No tag is left in it."""
    looked_at = html[:MAX_HTML]
    if "<" in looked_at or "&" in looked_at:
        looked_at = _first_text(looked_at)
    return _gated(plain(first_words(looked_at, TEXT_WORDS + 1)))


def _first_text(html: str) -> str:
    """The text of as much of `html` as it takes to have words enough; the last of them may be cut."""
    size = SLICE
    while True:
        text = entities.unescape(
            nh3.clean(_guarded(html[:size]), tags=set(), clean_content_tags=DROPPED_WITH_CONTENT)
        )
        if size >= len(html) or len(text.split(maxsplit=TEXT_WORDS + 2)) > TEXT_WORDS + 2:
            return text
        size *= 4


def _gated(text: str) -> str:
    """The last gate, on short text: what was escaped twice is no markup either."""
    if "<" in text or entities.unescape(text) != text:  # else bleach would change nothing
        text = entities.unescape(bleach.clean(text, tags=set(), strip=True))
        text = plain(_TAG_LIKE.sub(" ", text))
    return text


def _guarded(html: str) -> str:
    """`html` with its blocks apart; only its beginning, without any markup, if it is built to be slow."""
    marks = html.count("<")
    is_shallow = marks <= MAX_DEPTH or _depth(html) <= MAX_DEPTH
    if marks <= MAX_MARKS and html.count("&") <= MAX_MARKS and is_shallow:
        return _BLOCK_END.sub(" ", html)
    return _TAG_LIKE.sub(" ", html[:SHORTENED_TO]).replace("<", " ").replace("&", " ")


def _depth(html: str) -> int:
    """About how deep elements are nested; never less for nesting that closes nothing."""
    deepest = depth = 0
    for closing, name in _TAG.findall(html):
        if name.lower() in _UNNESTED:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def first_words(text: str, count: int) -> str:
    """The first `count` words, with an ellipsis if there were more. An endless word is cut."""
    words = text.split(maxsplit=count)
    shown = [word[:MAX_WORD] for word in words[:count]]
    return " ".join(shown) + (" …" if len(words) > count else "")


def shortened(text: str, length: int) -> str:
    """`text` in at most `length` characters, the last of them an ellipsis if it was longer."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
