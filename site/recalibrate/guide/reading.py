"""The editors' guide, docs/editors.md, as a page of the admin: one text, wherever it is read."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

FILE, PICTURES = "docs/editors.md", "pictures/"


@dataclass(frozen=True, slots=True)
class Guide:
    """`sections` are the anchors and names of its chapters."""

    html: SafeString
    sections: tuple[tuple[str, str], ...]


@cache
def guide() -> Guide:
    """The guide as HTML. It is ours, and Markdown's own HTML is off, so nothing in it needs cleaning."""
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse((folder() / FILE).read_text())
    while tokens[0].tag == "h1" or tokens[0].type == "inline":  # the admin's header has the title
        tokens.pop(0)
    sections = tuple(name_headings(tokens))
    for token in tokens:
        for child in token.children or ():
            lead(child)
    return Guide(SafeString(markdown.renderer.render(tokens, markdown.options, {})), sections)


def name_headings(tokens: list[Token]) -> list[tuple[str, str]]:
    found = []
    for heading, text in pairwise(tokens):
        if heading.type == "heading_open":
            anchor = slugify(text.content.replace("’", "").replace("'", ""))
            heading.attrSet("id", anchor)
            if heading.tag == "h2":
                found.append((anchor, text.content))
    return found


def lead(token: Token) -> None:
    """Pictures come from here; what links to another document of the repository is not in the admin."""
    if token.type == "image":
        name = str(token.attrGet("src")).removeprefix(PICTURES)
        token.attrSet("src", reverse("editors-guide-picture", args=[name]))
        token.attrSet("loading", "lazy")
    elif token.type == "link_open" and not str(token.attrGet("href")).startswith(("http", "#", "/")):
        token.attrSet("href", "#")


def folder() -> Path:
    return Path(settings.BASE_DIR)
