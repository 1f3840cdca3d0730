"""Text out of other people's markup. Items hold text, never HTML (docs/decisions/0004, 0027)."""

import re
import unicodedata
from collections.abc import Iterable

from .furniture import without_furniture
from .text_reader import VERBATIM, MarkupText, read_text, verbatim

TEXT_WORDS = 150  # for the editor's eye (decision 0027)
EXCERPT_WORDS = 40  # for readers: what is another's is quoted in short, and leads there
MAX_WORD = 80  # characters shown of a word that does not end
MAX_TITLE_READ = 20_000  # characters of a title; what is kept of it is far shorter

# Control and format characters that can hide or reorder text; joiners stay, some scripts need them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# Letters in another shape: raised, in circles, joined, of full width, or of mathematics.
_DISGUISED = re.compile(
    "[\u00aa\u00ba\u2070-\u209f\u2100-\u214f\u2460-\u24ff\ufb00-\ufb06\uff00-\uffef\U0001d400-\U0001d7ff]"
)
# What browsers read where a document says one of C1's control characters: Windows-1252.
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_ATTRIBUTES = (
    r"""(?:\s{1,9}[\w:-]{1,40}\s{0,9}=\s{0,9}(?:"[^"<]{0,2000}"|'[^'<]{0,2000}'|[^\s"'<>]{1,2000}))"""
)
_NAMES = (
    r"(?:a|abbr|b|bdi|bdo|big|br|cite|code|del|dfn|div|em|font|h[1-6]|hr|i|img|inline-formula|ins|italic|kbd|li|mark"
    r"|math|m(?:i|n|o|row|sup|sub|text|subsup|frac|sqrt|style|over|under|space|fenced|table|tr|td)"
    r"|mml:[a-z]{1,20}|jats:[a-z-]{1,30}|nobr|ol|p|q|s|samp|sc|small|span|strike|strong|sub|sup|table|tbody|td|tr|tt"
    r"|u|ul|var|wbr|bold|semantics|annotation)"
)
_TITLE_TAG = re.compile(rf"</?{_NAMES}{_ATTRIBUTES}{{0,20}}\s{{0,9}}/?>", re.IGNORECASE)
_WITH_CONTENT = re.compile(r"<(script|style|template|iframe|noembed|noframes|object)\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--|<!\[CDATA\[", re.IGNORECASE)
_ESCAPED_TAG = re.compile(
    rf"</?(?:{_NAMES}|script|style|svg|iframe){_ATTRIBUTES}{{0,20}}\s{{0,9}}/?>", re.IGNORECASE
)
_ESCAPED_SCRIPT = re.compile(r"</(?:script|style|iframe)\s{0,9}>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,30});")


def clean_line(text: str) -> str:
    """`text` on one line, without control, bidirectional and unpaired characters."""
    if not text.isprintable():  # else nothing in it is hidden, and its only white space are blanks
        text = _HIDDEN.sub("", text.translate(_WINDOWS))
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def for_judging(text: str) -> str:
    """The letters that are heard: a soft hyphen within a word, or letters of full width, hide none of it."""
    if text.isascii():
        return text
    seen = _HIDDEN.sub("", text).replace("\u200c", "").replace("\u200d", "")
    return unicodedata.normalize("NFKC", seen) if _DISGUISED.search(seen) else seen


def escape_text(text: str) -> str:
    """Plain text as HTML, where HTML is expected."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def read_markup(html: str) -> MarkupText:
    """What `html` says; where all of it was escaped once too often, what it was meant to say."""
    text = read_text(html)
    for _ in range(3):
        if html.startswith(VERBATIM) or not _is_escaped_twice(html, text.shown):
            break
        html = " ".join(text.lines)
        text = read_text(html)
    return text


def _is_escaped_twice(html: str, shown: str) -> bool:
    """Tags among the words where nothing was a tag, or a script. Among real tags, `<b>` is a word."""
    if "<" in html:
        return bool(_ESCAPED_SCRIPT.search(shown))
    return bool(_ESCAPED_TAG.search(shown) or _REFERENCE.search(shown))


def opening_words(text: MarkupText, words: int = TEXT_WORDS) -> str:
    """The first words of its own, without “share this” and its kind, unless nothing else is there."""
    own = _first_lines(without_furniture(text.lines), words) or _first_lines(text.lines, words)
    return first_words(" ".join(own), words)


def _first_lines(lines: Iterable[str], words: int) -> list[str]:
    """As many lines as hold more than so many words; the rest costs nothing."""
    found, count = list[str](), 0
    for line in map(clean_line, lines):
        found.append(line)
        count += line.count(" ") + 1
        if count > words:
            break
    return found


def markup_to_text(html: str) -> str:
    """The words of `html`, at most 151."""
    return opening_words(read_markup(html), TEXT_WORDS + 1)


def markup_to_title(written: str, *, is_html: bool) -> str:
    """A title's words. Only a known element's tag is one: “CD4<CD8” and “the <select> menu” are words."""
    looked_at = written[:MAX_TITLE_READ]
    if not is_html:
        return clean_line(looked_at)
    if "<" in looked_at:
        return clean_line(read_text(with_known_tags(looked_at)).shown)
    return clean_line(read_markup(looked_at).shown)


def with_known_tags(title: str) -> str:
    """The title with every `<` that opens no tag written as what it is."""
    if "<" not in title:
        return title
    parts, position = [], 0
    while (place := title.find("<", position)) >= 0:
        end = _end_of_markup(title, place)
        parts += [title[position:place], title[place:end] if end else "&lt;"]
        position = end or place + 1
    return "".join((*parts, title[position:]))


def _end_of_markup(title: str, place: int) -> int:
    """Where the tag, comment or script that begins at `place` ends; 0 if none does."""
    if tag := _TITLE_TAG.match(title, place):
        return tag.end()
    if _COMMENT.match(title, place):
        return max(title.find("-->", place) + 3, title.find("]]>", place) + 3) if ">" in title[place:] else 0
    if raw := _WITH_CONTENT.match(title, place):
        closing = title.lower().find(f"</{raw[1].lower()}", place)
        return title.find(">", closing) + 1 if closing >= 0 else 0
    return 0


def first_words(text: str, count: int) -> str:
    """The first `count` words, with an ellipsis if there were more. An endless word is cut."""
    words = text.split(maxsplit=count)
    shown = [word[:MAX_WORD] for word in words[:count]]
    return " ".join(shown) + (" …" if len(words) > count else "")


def shorten_to(text: str, length: int) -> str:
    """`text` in at most `length` characters, the last of them an ellipsis if it was longer."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


__all__ = [
    "clean_line",
    "escape_text",
    "first_words",
    "for_judging",
    "markup_to_text",
    "markup_to_title",
    "opening_words",
    "read_markup",
    "shorten_to",
    "verbatim",
    "with_known_tags",
]
