"""The text of a paragraph with its marks, as HTML of ours; and HTML of ours as plain text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag

BREAK = "\n"
# White space as CSS collapses it (Text 3, 4.1): a no-break space is none.
_SPACE = re.compile(r"[ \t\n\r\f]+")
# All the figures that Unicode has raised or lowered; other letters keep a ^ or a _ before them.
_RAISED, _LOWERED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"), str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
CROSSED_OUT = "[crossed out: "


class Mark(NamedTuple):
    """An element around text: a, b, i, s, sup or sub. `which` tells apart two that follow each other."""

    name: str
    href: str = ""
    which: int = 0


Marks = tuple[Mark, ...]  # from the outside in


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some text, and what it stands in. A text of BREAK is a new line."""

    text: str
    marks: Marks = ()


def as_written(text: str, marks: Marks) -> Iterator[Leaf]:
    """Text whose lines and blanks count, as in a poem or in code."""
    for number, line in enumerate(text.expandtabs(4).splitlines() or [""]):
        if number:
            yield Leaf(BREAK)
        yield Leaf(line.replace("  ", "\u00a0 ").replace("\u00a0  ", "\u00a0\u00a0 "), marks)
    if text.endswith("\n"):
        yield Leaf(BREAK)


def collapse_whitespace(leaves: Iterable[Leaf]) -> list[Leaf]:
    """As browsers show it: blanks are one, and none stands at the edge of a line."""
    found: list[Leaf] = []
    for leaf in leaves:
        if leaf.text == BREAK:
            _trim_end(found)
            found.append(leaf)
            continue
        text = _SPACE.sub(" ", leaf.text)
        if not found or found[-1].text == BREAK or found[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            found.append(replace(leaf, text=text))
    while found and (found[-1].text == BREAK or not found[-1].text.strip(" ")):
        found.pop()
    _trim_end(found)
    while found and found[0].text == BREAK:
        found.pop(0)
    return found


def _trim_end(found: list[Leaf]) -> None:
    while found and found[-1].text != BREAK and not found[-1].text.rstrip(" "):
        found.pop()
    if found and found[-1].text != BREAK:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))


def html_of(leaves: Iterable[Leaf]) -> str:
    """Leaves as HTML, each element once around all that it holds."""
    out: list[str] = []
    standing: Marks = ()
    for leaf in leaves:
        if leaf.text == BREAK:
            out.append("<br/>")
            continue
        wanted = leaf.marks
        same = 0
        while same < min(len(standing), len(wanted)) and standing[same] == wanted[same]:
            same += 1
        out += [f"</{mark.name}>" for mark in reversed(standing[same:])]
        out += [f'<a href="{escape(m.href)}">' if m.href else f"<{m.name}>" for m in wanted[same:]]
        out.append(escape(leaf.text, quote=False))
        standing = wanted
    out += [f"</{mark.name}>" for mark in reversed(standing)]
    return "".join(out)


def plain_text(html: str) -> str:
    """HTML of ours where only text fits: lists as lines, 10³ as it is written by hand."""
    lines = "".join(_plain(BeautifulSoup(html, "html.parser"))).split("\n")
    text = "\n".join(line.strip(" ") for line in lines).strip()
    return re.sub(r"\n{3,9}", "\n\n", text)


def on_one_line(html: str) -> str:
    return " ".join(plain_text(html).split())


def _plain(node: Tag) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, NavigableString):
            yield str(child)
        elif isinstance(child, Tag):
            yield from _plain_tag(child)


def _plain_tag(tag: Tag) -> Iterator[str]:
    words = "".join(_plain(tag))
    match tag.name:
        case "br":
            yield "\n"
        case "sup":
            raised = words.translate(_RAISED)
            yield raised if raised.isnumeric() else f"^({words})"
        case "sub":
            lowered = words.translate(_LOWERED)
            yield lowered if lowered.isnumeric() else f"_({words})"
        case "s":
            yield f"{CROSSED_OUT}{words}]"
        case "li":
            is_numbered = tag.parent is not None and tag.parent.name == "ol"
            number = len(tag.find_previous_siblings("li")) + 1
            yield f"\n{f'{number}.' if is_numbered else '•'} {words}"
        case "p" | "h2" | "h3":
            yield f"{words}\n\n"
        case "ul" | "ol":
            yield f"{words}\n" if tag.find_parent("li") else f"{words}\n\n"
        case _:
            yield words


def links_in(html: str) -> list[tuple[str, str]]:
    """Address and words of each link in HTML of ours."""
    soup = BeautifulSoup(html, "html.parser")
    return [(str(link.get("href")), link.get_text(" ", strip=True)) for link in soup.find_all("a", href=True)]
