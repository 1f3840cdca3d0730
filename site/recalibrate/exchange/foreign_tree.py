"""Foreign HTML as a tree: parsed as browsers do and cleaned by nh3, then held by Beautiful Soup.

Nothing of it is passed on as it stands: `foreign_html` writes elements of ours anew around its text.
"""

import re

import nh3
from bs4 import BeautifulSoup
from django.utils.translation import gettext

from .foreign_blocks import TooMuch

MOST_CHARACTERS = 300_000  # fifty thousand words: a book
MOST_MARKS = 15_000  # the cleaner is quadratic on hostile nesting
MOST_DEPTH = 100  # editors nest ten deep; parsers go on for ever, and Python does not
SCHEMES = {"http", "https", "mailto", "tel"}
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "q", "s"),
    *("samp", "span", "strike", "strong", "sub", "sup", "u", "var"),
}
FLOW = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
    ),
    *("figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p"),
    *("pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
BOXES = {"button", "center", "fieldset", "form", "label", "legend", "option", "select", "textarea"}
PLAYERS = {"audio", "embed", "iframe", "object", "source", "video"}
ATTRIBUTES = {
    "*": {"id", "class"},
    "a": {"href", "name"},
    "img": {"src", "alt", "data-src", "data-lazy-src"},
    "td": {"colspan"},
    "th": {"colspan", "scope"},
    "object": {"data"},
    **{name: {"src", "title"} for name in PLAYERS - {"object"}},
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NO_SCRIPT = re.compile(r"(?i)</?noscript[^<>]*>")
_NOT_CLOSED = {
    *("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"),
    *("dd", "dt", "li", "option", "p", "td", "th", "tr"),
}


def tree_of(html: str) -> BeautifulSoup:
    """What may be read of `html`. Raises TooMuch for what is built to be slow."""
    guard(html)
    html = _NO_SCRIPT.sub(" ", html)  # its words are shown by browsers that run no scripts
    safe = nh3.clean(
        html,
        tags={*INLINE, *FLOW, *BOXES, *PLAYERS, "img"},
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        clean_content_tags={"script", "style"},
        link_rel=None,
    )
    guard(safe)
    return BeautifulSoup(safe, "html.parser")


def guard(html: str) -> None:
    """Refuse what would keep a parser busy."""
    if len(html) > MOST_CHARACTERS or max(html.count("<"), html.count("&")) > MOST_MARKS:
        raise TooMuch(gettext("It is too long to be cleaned safely."))
    depth = 0
    for closing, name in _TAG.findall(html):
        if name.lower() not in _NOT_CLOSED:
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > MOST_DEPTH:
            raise TooMuch(gettext("It is nested too deeply to be cleaned safely."))


def title_text(html: str) -> str:
    """The words of a title, which is HTML too: “Tea &amp; toast” is “Tea & toast”."""
    return (
        " ".join(BeautifulSoup(html, "html.parser").get_text().split()) if {*"<&"} & {*html} else html.strip()
    )
