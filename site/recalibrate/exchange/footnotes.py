"""Footnotes as people wrote them into WordPress's classic editor: short codes of plugins, and pairs of links.

They become what the block editor's are: notes beside the text, each with a name that its number leads to.
"""

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, NavigableString, Tag

MOST_NOTES = 500  # links: more than a post has, and each is compared with all targets
# A note ends before the next of its name opens: else each of many that are never closed is read to the end.
_CODE = re.compile(
    r"\[(ref|fn|footnote|efn_note|mfn|sidenote)(?:\s[^\[\]]{0,200})?\]((?:(?!\[/?\1\b).){1,4000}?)\[/\1\]",
    re.S,
)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_BLOCKS = ("li", "p", "dd", "div", "td")


@dataclass(frozen=True, slots=True)
class Footnotes:
    """A text without its notes; the notes by name; the names of the links that lead back to the text."""

    html: str
    notes: dict[str, str] = field(default_factory=dict)
    ways_back: frozenset[str] = frozenset()


def without_footnotes(html: str) -> Footnotes:
    """Take the notes out of `html` and leave a link to each where it is called."""
    notes: dict[str, str] = {}

    def call(match: re.Match[str]) -> str:
        name = f"note-{len(notes) + 1}"
        notes[name] = match[2]
        return f'<sup><a href="#{name}">{len(notes)}</a></sup>'

    html = _CODE.sub(call, html)
    if not re.search(r"href=[\"']#", html) or html.count("<a ") > MOST_NOTES:
        return Footnotes(html, notes)
    return _linked(html, notes)


def _linked(html: str, notes: dict[str, str]) -> Footnotes:
    """Of two links that lead to each other, the second is a note's way back to its number."""
    soup = BeautifulSoup(html, "html.parser")
    places = {str(tag.get("id") or tag.get("name")): tag for tag in soup.find_all(_is_named)}
    ways_back: set[str] = set()
    for link in soup.find_all("a", href=re.compile("^#.")):
        name = str(link["href"])[1:]
        if name in notes or name in ways_back:
            continue
        block = _block_of(places.get(name))
        if block is None or block in link.parents:
            continue
        back = [one for one in block.find_all("a", href=re.compile("^#.")) if _leads_to(one, link, places)]
        if back:
            ways_back |= {str(one["href"])[1:] for one in back}
            for one in back:
                one.extract()
            notes[name] = block.decode_contents().strip()
            block.extract()
    return Footnotes(soup.decode(formatter="minimal") if ways_back else html, notes, frozenset(ways_back))


def _is_named(tag: Tag) -> bool:
    return bool(tag.get("id") or (tag.name == "a" and tag.get("name")))


def _block_of(place: Tag | None) -> Tag | None:
    if place is None or place.name in _BLOCKS:
        return place
    return place.find_parent(_BLOCKS) or _paragraph_from(place)


def _paragraph_from(place: Tag) -> Tag | None:
    """What the classic editor stores without a `<p>`: from a way back to the next blank line."""
    if not str(place.get("href", "")).startswith("#"):
        return None
    box = Tag(name="div")
    rest = list(place.next_siblings)
    place.insert_before(box)
    box.append(place)
    for node in rest:
        if isinstance(node, Tag) and node.name in _BLOCKS:
            break
        if isinstance(node, NavigableString) and (blank := _BLANK_LINE.search(node)):
            box.append(NavigableString(node[: blank.start()]))
            node.replace_with(NavigableString(node[blank.start() :]))
            break
        box.append(node)
    return box


def _leads_to(back: Tag, call: Tag, places: dict[str, Tag]) -> bool:
    """To the number itself, or to the raised letter that it stands in."""
    place = places.get(str(back["href"])[1:])
    return (
        place is not None
        and (place is call or place in call.parents or call in place.parents)
        and (place.name not in _BLOCKS)
    )
