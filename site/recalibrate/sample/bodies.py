"""Sample texts as Wagtail stores them: blocks, and links that follow a page when it moves."""

import re
from typing import Any

from wagtail.models import Page

PAGE_LINK = re.compile(r'href="(?:post|guardian):([a-z0-9-]+)"')


def resolve_links(html: str) -> str:
    """`html` with `post:<slug>` and `guardian:<slug>` turned into links to those pages."""
    slugs = set(PAGE_LINK.findall(html))
    ids = dict(Page.objects.filter(slug__in=slugs).values_list("slug", "pk"))

    def page_link(match: re.Match[str]) -> str:
        return f'linktype="page" id="{ids[match[1]]}"'

    return PAGE_LINK.sub(page_link, html).strip()


def body_block(entry: dict[str, Any]) -> tuple[str, Any]:
    """One `[[body]]` table as a stream block."""
    match entry["type"]:
        case "text":
            return "text", resolve_links(entry["value"])
        case "quotation":
            return "quotation", {"quote": entry["quote"], "attribution": entry["attribution"]}
        case "inset":
            return "inset", {"text": resolve_links(entry["value"])}
        case "warning":
            return "warning", {"heading": entry["heading"], "text": resolve_links(entry["value"])}
        case "details":
            return "details", {"summary": entry["summary"], "text": resolve_links(entry["value"])}
        case "steps":
            return "steps", {"heading": entry.get("heading", ""), "items": entry["items"]}
        case "do_dont":
            return "do_dont", {"do": entry["do"], "dont": entry["dont"]}
        case "table":
            return "table", table_block(entry)
        case "recording_elsewhere":
            return "recording_elsewhere", {name: value for name, value in entry.items() if name != "type"}
        case "references":
            items = [{"text": item["text"], "doi": item.get("doi", "")} for item in entry["items"]]
            return "references", {"heading": entry.get("heading", "References"), "items": items}
        case unknown:
            raise ValueError(f"No block type {unknown!r}.")


def table_block(entry: dict[str, Any]) -> dict[str, Any]:
    """A `[[body]]` table of type "table": `headings`, and `rows` of as many texts each."""
    return {
        "table": {
            "caption": entry["caption"],
            "columns": [{"type": "text", "heading": heading} for heading in entry["headings"]],
            "rows": [{"values": row} for row in entry["rows"]],
        },
        "has_row_headings": True,
        "source": entry.get("source", ""),
    }


def body(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks in the form that a StreamField takes as raw data."""
    return [{"type": kind, "value": value} for kind, value in map(body_block, entries)]
