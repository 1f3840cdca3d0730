"""A page as a reader view shows it: what Mozilla's Readability takes away, by its published rules, and no more.

A check of our own, since the suite has no Node: it strips what that program strips whatever it scores
(elements, roles, class names that stand for furniture) and keeps the rest. A page that keeps its words here
was seen to keep them in Readability 0.6 itself.
"""

import re

from bs4 import BeautifulSoup, Tag

ELEMENTS = ["aside", "nav", "form", "fieldset", "footer", "header", "button", "input", "select", "textarea",
            "script", "style", "noscript", "iframe", "object", "embed", "link", "template", "svg"]  # fmt: skip
ROLES = {"complementary", "navigation", "menu", "menubar", "alert", "alertdialog", "dialog"}
# Words in a class or id for which a block is dropped, unless a word that stands for text is there too.
FURNITURE = re.compile(
    r"banner|breadcrumb|combx|comment|community|contact|disqus|extra|footer|gdpr|header|hidden|legends|menu|"
    r"related|remark|replies|rss|scroll|share|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|"
    r"pagination|pager|popup|promo|tags|widget|byline|author|dateline",
    re.I,
)
TEXT = re.compile(r"article|body|column|content|main|post|text", re.I)
BLOCKS = ["div", "section", "ul", "ol", "p", "table", "figure", "article"]


def reader_text(html: str) -> str:
    """The words that are left, in their order."""
    soup = BeautifulSoup(html, "html.parser")
    main = soup.find("main") or soup
    for element in main.find_all(ELEMENTS):
        element.decompose()
    for element in main.find_all(BLOCKS):
        if not element.decomposed and is_dropped(element):
            element.decompose()
    return " ".join(main.get_text(" ").split())


def is_dropped(element: Tag) -> bool:
    named = " ".join([*element.get("class", []), str(element.get("id", ""))])  # type: ignore[list-item]
    is_hidden = element.has_attr("hidden") or element.get("aria-hidden") == "true"
    is_furniture = bool(FURNITURE.search(named)) and not TEXT.search(named)
    return is_hidden or is_furniture or element.get("role") in ROLES
