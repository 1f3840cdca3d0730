"""Elements that become more than a paragraph: lists, quotations, figures, tables, players."""

from dataclasses import replace
from urllib.parse import urlsplit

from bs4 import NavigableString, Tag

from .flow import Flow, Handler, Piece, link_target
from .foreign_blocks import Block, Details, ForeignTable, PictureBlock, Quotation, Recording
from .inline_text import on_one_line, plain_text

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
MOST_COLUMNS = 30  # no phone shows more, and a span may claim a thousand


def add_heading(flow: Flow, tag: Tag) -> None:
    inside = flow.below(tag)
    flow.add(HEADINGS[tag.name], inside.lines)
    flow.parts += inside.others


def add_preformatted(flow: Flow, tag: Tag) -> None:
    """A poem, or code: its lines and blanks stay."""
    flow.parts += flow.below(tag, is_written=True).parts


def add_list(flow: Flow, tag: Tag) -> None:
    others: list[Block] = []
    flow.add(tag.name, _items(flow, tag, others))
    flow.parts += others


def _items(flow: Flow, tag: Tag, others: list[Block]) -> str:
    """The items with the lists inside them; what fits in no list comes after it."""
    items: list[str] = []
    for child in list(tag.children):
        if isinstance(child, NavigableString):
            if child.strip():
                _add_item(flow, child.wrap(Tag(name="li")), items, others)
        elif isinstance(child, Tag) and child.name in ("ul", "ol") and items:
            items[-1] += f"<{child.name}>{_items(flow, child, others)}</{child.name}>"
        elif isinstance(child, Tag):
            item = child if child.name == "li" else child.wrap(Tag(name="li"))
            _add_item(flow, item, items, others)
    return "".join(f"<li>{item}</li>" for item in items)


def _add_item(flow: Flow, tag: Tag, items: list[str], others: list[Block]) -> None:
    inside, is_open = flow.below(tag), False
    for name, inner in inside.pieces:
        if name in ("ul", "ol"):
            nested = f"<{name}>{inner}</{name}>"
            if is_open:
                items[-1] += nested
            else:
                items.append(nested)
            is_open = False
        elif is_open:
            items[-1] += f"<br/>{inner}"
        else:
            items.append(inner)
            is_open = True
    others += inside.others


def add_definitions(flow: Flow, tag: Tag) -> None:
    for child in tag.find_all(["dt", "dd"]):
        if child.find_parent("dl") is tag:
            child.name = "p" if child.name == "dt" else "div"
            if child.name == "p":
                child.wrap(Tag(name="strong"))
    inside = flow.below(tag)
    flow.parts += inside.parts


def add_quotation(flow: Flow, tag: Tag) -> None:
    """Its words as they stand, whose they are, and what else it held, in their order."""
    cite = _attribution(tag)
    said = flow.below(cite).lines if cite else ""
    if cite:
        cite.extract()
    parts = flow.below(tag).parts
    texts = [part for part in parts if isinstance(part, Piece)]
    if not texts:
        flow.parts += parts
        flow.add("p", said)
        return
    pieces: list[Piece] = []
    for part in parts:
        if isinstance(part, Piece):
            pieces.append(part)
        else:
            _quote(flow, pieces, "")
            flow.parts.append(part)
            pieces = []
    if pieces:
        _quote(flow, pieces, said)
    else:
        flow.add("p", said)


def _attribution(tag: Tag) -> Tag | None:
    """The last of what says whose words these are, if it belongs to this quotation."""
    found = [one for one in tag.find_all(["cite", "footer"]) if one.find_parent("blockquote") is tag]
    chosen = [one for one in found if one.name == "footer"] or found
    if not chosen:
        return None
    last = chosen[-1]
    if last.find(["blockquote", "img", "figure", "table", "iframe", "ul", "ol"]):
        return None
    after = "".join(str(text) for text in last.find_all_next(string=True) if tag in text.parents)
    return last if after.strip() == last.get_text().strip() else None


def _quote(flow: Flow, pieces: list[Piece], said: str) -> None:
    if not pieces:
        return
    html = "".join(f"<{name}>{inner}</{name}>" for name, inner in pieces)
    flow.parts.append(Quotation(plain_text(html), on_one_line(said)))
    flow.add_links(html, said)


def add_figure(flow: Flow, tag: Tag) -> None:
    caption = next((one for one in tag.find_all("figcaption") if one.find_parent("figure") is tag), None)
    if caption:
        caption.extract()
    inside = flow.below(tag)
    words = flow.below(caption) if caption else None
    parts = inside.parts
    if "wp-caption" in (tag.get("class") or []) and words is None:
        words, parts = inside, list(inside.others)
    if words is None:
        flow.parts += parts
        return
    others = words.others if words is not inside else []
    if len(parts) == 1 and (shown := _captioned(parts[0], on_one_line(words.html))):
        flow.parts.append(shown)
        flow.add_links(words.html)
    else:
        flow.parts += [*parts, *words.pieces]
    flow.parts += others


def _captioned(part: Block | Piece, caption: str) -> Block | None:
    match part:
        case PictureBlock(_, _, "") | ForeignTable(_, _, ""):
            return replace(part, caption=caption)
        case Recording(_, _, _, ""):
            return replace(part, why=caption)
        case Quotation(_, ""):
            return replace(part, attribution=caption)
    return None


def add_picture(flow: Flow, tag: Tag) -> None:
    source = next((str(tag[key]) for key in ("data-src", "data-lazy-src", "src") if tag.get(key)), "")
    alt = str(tag.get("alt") or "")
    last = flow.parts[-1] if flow.parts else None
    whole = source if not flow.reading.base else link_target(source, flow.reading.base)
    if source and whole and not (isinstance(last, PictureBlock) and last.source == whole):
        flow.parts.append(PictureBlock(whole, alt))
    elif alt and not whole:
        flow.add("p", on_one_line(alt))


def add_player(flow: Flow, tag: Tag) -> None:
    """What plays, as a link to it; a browser that plays nothing showed the words inside."""
    source = tag if tag.get("src") or tag.get("data") else tag.find(src=True) or tag
    url = str(source.get("src") or source.get("data") or "")
    title = str(tag.get("title") or "")
    address = link_target(url, flow.reading.base)
    if tag.name in ("audio", "video") and address:
        flow.parts.append(Recording(address, title or _file_name(address), tag.name == "audio"))
    else:
        flow.show(url, title)
    if tag.name != "iframe":
        for inner in tag.find_all("source"):
            inner.extract()
        flow.parts += flow.below(tag).parts


def _file_name(url: str) -> str:
    return urlsplit(url).path.rsplit("/", 1)[-1] or url


def add_details(flow: Flow, tag: Tag) -> None:
    summary = tag.find("summary")
    words = flow.below(summary).html if isinstance(summary, Tag) else ""
    if isinstance(summary, Tag):
        summary.extract()
    inside = flow.below(tag)
    if inside.others or not inside.pieces or not words:
        flow.add("h3", flow.below(summary).lines if isinstance(summary, Tag) else "")
        flow.parts += inside.parts
    else:
        flow.parts.append(Details(on_one_line(words), inside.html))
        flow.add_links(words)


def add_table(flow: Flow, tag: Tag) -> None:
    caption = tag.find("caption")
    words = flow.below(caption).html if isinstance(caption, Tag) else ""
    rows = [
        [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row]
        for row in tag.find_all("tr")
        if row.find_parent("table") is tag
    ]
    rows = [row for row in rows if row]
    width = max((len(row) for row in rows), default=0)
    if width < 2 or width > MOST_COLUMNS:  # a box, not a table
        flow.parts += flow.below(caption).parts if isinstance(caption, Tag) else []
        for cell in (cell for row in rows for cell in row):
            flow.parts += flow.below(cell).parts
        return
    others: list[Block] = []
    first = rows[0]
    has_headings = all(cell.name == "th" for cell in first) or first[0].find_parent("thead") is not None
    cells = [_cells(flow, row, others) for row in rows]
    width = max(len(row) for row in cells)
    cells = [row + [""] * (width - len(row)) for row in cells]
    headings = cells.pop(0) if has_headings else [""] * width
    flow.parts.append(
        ForeignTable(
            tuple(on_one_line(one) for one in headings),
            tuple(tuple(row) for row in cells),
            on_one_line(words),
            bool(cells) and all(row[0].name == "th" for row in rows[has_headings:]),
        )
    )
    flow.add_links(words, *headings)
    flow.parts += others


def _cells(flow: Flow, row: list[Tag], others: list[Block]) -> list[str]:
    found: list[str] = []
    for cell in row:
        inside = flow.below(cell)
        others += inside.others
        span = str(cell.get("colspan") or "1")
        more = min(int(span), MOST_COLUMNS) - 1 if span.isascii() and span.isdigit() else 0
        found += [inside.lines, *[""] * more]
    return found


ELEMENTS: dict[str, Handler] = {
    **dict.fromkeys(HEADINGS, add_heading),
    **dict.fromkeys(("audio", "embed", "iframe", "object", "video"), add_player),
    **dict.fromkeys(("ul", "ol"), add_list),
    "blockquote": add_quotation,
    "details": add_details,
    "dl": add_definitions,
    "figure": add_figure,
    "img": add_picture,
    "pre": add_preformatted,
    "table": add_table,
}
