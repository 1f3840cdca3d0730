"""The words of HTML, read from the tree that a browser would make of it (docs/decisions/0027).

Where a browser shows two words apart, they are apart here. `shown` is what a reader would call the text;
`said` is all of it, captions, buttons and alternative texts included, for the editor who has to judge it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_HTML = 200_000  # characters of one text that are looked at: 150 words are kept of it (text.clean)
MAX_MARKS = 15_000  # of "<": an HTML tree may have many more nodes than there are tags
MAX_ATTRIBUTES = 2_000  # and ten a tag: each is compared with all of its element
MAX_DEPTH = 200  # elements in each other: trees are quadratic on nesting (decision 0027)
MAX_FORMATTING = 40  # elements as <b> that are open at once: each paragraph begins with all of them again
VERBATIM = "<plaintext>"  # HTML's own mark of text in which nothing is markup

_WITHOUT_WORDS = frozenset(
    (
        *("script", "style", "template", "noembed", "noframes", "iframe", "object", "head"),
        *("annotation", "annotation-xml", "rp", "metadata", "datalist"),
    )
)
_NOT_SHOWN = frozenset(("noscript", "figcaption", "button", "nav", "form", "svg"))
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rb", "ruby", "s", "samp"),
        *("small", "span", "strike", "strong", "time", "tt", "u", "var", "wbr", "blink", "basefont", "slot"),
        *("math", "semantics", "mrow", "mi", "mo", "mn", "mtext", "mstyle", "mfrac", "msqrt", "mpadded"),
        *("msup", "msub", "msubsup", "mover", "munder", "mfenced", "mspace", "menclose", "mphantom"),
        *("italic", "bold", "xref", "ext-link", "named-content", "styled-content", "sc", "underline"),
        *("o", "st1", "tspan"),
        # Nothing is shown of these: what stands around them is one word.
        *("-comment", "script", "style", "template", "noembed", "noframes", "datalist", "rp"),
    )
)
_RAISED = frozenset(("sup", "sub"))
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})")
_TAG_LIKE = re.compile(r"<(?=[a-zA-Z/!?])[^<>]*>?")
_UNNESTED = frozenset(
    (
        # Elements without content, and those whose end tag may be left out.
        *(
            "br",
            "img",
            "hr",
            "input",
            "meta",
            "link",
            "source",
            "wbr",
            "area",
            "base",
            "col",
            "embed",
            "track",
        ),
        *("p", "li", "td", "th", "tr", "dt", "dd", "option"),
    )
)
_FORMATTING = frozenset(
    (
        *("a", "b", "big", "code", "em", "font", "i", "nobr"),
        *("s", "small", "strike", "strong", "tt", "u"),
    )
)
_FORMATTING_TAG = re.compile(rf"<(?:{'|'.join(sorted(_FORMATTING))})(?![a-z0-9])", re.IGNORECASE)
_PAIR = re.compile(
    r"&#(?:[xX]0{0,4}([dD][89abAB][0-9a-fA-F]{2})|0{0,4}(5[56]\d{3}));"
    r"&#(?:[xX]0{0,4}([dD][c-fC-F][0-9a-fA-F]{2})|0{0,4}(5[67]\d{3}));"
)
_WORD_BEFORE = re.compile(r"[^\W\d_]{4}$")
_DIGITS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


class MarkupText(NamedTuple):
    """`lines` as a reader sees them, one a block; `said` is every word, those of `lines` included."""

    lines: tuple[str, ...]
    said: str

    @property
    def shown(self) -> str:
        return " ".join(self.lines)


def verbatim(text: str) -> str:
    """Plain text where HTML is expected: nothing in it is looked at as markup."""
    return VERBATIM + text


def read_text(html: str) -> MarkupText:
    """The words of the first 200,000 characters of `html`."""
    looked_at = html[:MAX_HTML]
    if looked_at.startswith(VERBATIM):
        text = looked_at.removeprefix(VERBATIM)
        return MarkupText(_lines(text), text)
    if "<" not in looked_at and "&" not in looked_at:
        return MarkupText(_lines(looked_at), looked_at)
    if is_built_to_be_slow(looked_at):
        looked_at = _without_tags(looked_at)
    return _read_tree(with_joined_pairs(looked_at))


def with_joined_pairs(text: str) -> str:
    """Two references that are the halves of one character, as that character."""
    return _PAIR.sub(_joined_pair, text) if "&#" in text else text


def _joined_pair(match: re.Match[str]) -> str:
    high = int(match[1], 16) if match[1] else int(match[2])
    low = int(match[3], 16) if match[3] else int(match[4])
    is_pair = 0xD800 <= high <= 0xDBFF and 0xDC00 <= low <= 0xDFFF
    return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00) if is_pair else ""


def is_built_to_be_slow(html: str) -> bool:
    """Whether making a tree would cost more than its length: deep nesting, or formatting without end."""
    marks = html.count("<")
    if marks > MAX_MARKS or html.count("=") > MAX_ATTRIBUTES + 10 * marks:
        return True
    if marks <= MAX_FORMATTING or (
        marks <= MAX_DEPTH and len(_FORMATTING_TAG.findall(html)) <= MAX_FORMATTING
    ):
        return False
    depth = formatting = 0
    for closing, written in _TAG.findall(html):
        name = written.lower()
        step = -1 if closing else 1
        if name not in _UNNESTED:
            depth = max(0, depth + step)
        if name in _FORMATTING:
            formatting = max(0, formatting + step)
        if depth > MAX_DEPTH or formatting > MAX_FORMATTING:
            return True
    return False


def _without_tags(html: str) -> str:
    """What is built to be slow, its words apart wherever a tag stood."""
    return _TAG_LIKE.sub(" ", html).replace("<", " ")


class _Words:
    """What has been read so far. A line ends where a block begins or ends."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pictures: list[str] = []
        self.raised: list[str] = []
        self.hidden_depth: int | None = None  # within an element that readers do not see
        self.hidden: list[tuple[int, int]] = []  # from which of the parts to which they do not
        self._hidden_from = 0

    def add(self, text: str) -> None:
        self.parts.append(self._raised(text) if self.raised and text.strip() else text)

    def _raised(self, text: str) -> str:
        """`10³` and `CO2` are one; a note's mark behind a word is none of its letters."""
        before = "".join(self.parts[-3:])
        if _WORD_BEFORE.search(before):
            return f" {text}"
        is_power = self.raised[-1] == "sup" and before[-1:].isalnum()
        return text.translate(_DIGITS) if is_power else text

    def hide(self, depth: int) -> None:
        self.hidden_depth, self._hidden_from = depth, len(self.parts)

    def show(self) -> None:
        self.hidden.append((self._hidden_from, len(self.parts)))
        self.hidden_depth = None

    def text(self) -> MarkupText:
        said = "".join(self.parts)
        lines = _lines(self._shown() if self.hidden else said) or _lines(said) or tuple(self.pictures)
        return MarkupText(lines, "\n".join((said, *self.pictures)))

    def _shown(self) -> str:
        starts, ends = zip(*self.hidden, strict=True)
        seen = zip((0, *ends), (*starts, len(self.parts)), strict=True)
        return "".join(part for start, end in seen for part in self.parts[start:end])


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for written in text.split("\n") if (line := " ".join(written.split())))


def _read_tree(html: str) -> MarkupText:
    words = _Words()
    for node, name, depth, is_end in _walk(html):
        if name == "-text":
            words.add((node.text_content or "").replace("\n", " "))
        elif name in _RAISED:
            words.raised.pop() if is_end else words.raised.append(name)
        else:
            _cross(words, node, name, depth, is_end=is_end)
    return words.text()


def _cross(words: _Words, node: LexborNode, name: str, depth: int, *, is_end: bool) -> None:
    """The edge of an element that is a block, or that stands between words as a picture does."""
    words.parts.append("\n")
    if is_end:
        if words.hidden_depth == depth:
            words.show()
    elif name in _NOT_SHOWN and words.hidden_depth is None:
        words.hide(depth)
    elif name == "img" and (alt := _alternative(node)):
        words.pictures.append(alt)


def _alternative(node: LexborNode) -> str:
    return " ".join((node.attributes.get("alt") or "").split())


def _walk(html: str) -> Iterator[tuple[LexborNode, str, int, bool]]:
    """Texts, and what is no inline element, with names and depths, elements again where they end.

    Without recursion: what nests deep is no reason to fail.
    """
    node, above = LexborHTMLParser(f"<body>{html}").root, list[tuple[LexborNode, str]]()
    while node is not None:
        name = _local(node.tag)
        if is_told := name not in _INLINE:
            yield node, name, len(above), False
        child = None if name in _WITHOUT_WORDS else node.first_child
        if child is not None:
            above.append((node, name))
            node = child
            continue
        if is_told and name != "-text":
            yield node, name, len(above), True
        while (after := node.next) is None and above:
            node, name = above.pop()
            if name not in _INLINE:
                yield node, name, len(above), True
        node = after if above else None


def _local(name: str | None) -> str:
    """`jats:p` is `p`, and `mml:mi` is `mi`."""
    return name.rpartition(":")[2] if name and ":" in name else name or ""
