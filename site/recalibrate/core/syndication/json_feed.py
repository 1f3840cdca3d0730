import json
from typing import Any

from ..languages import ENGLISH
from .description import FeedEntry, Syndication, syndicated_text, utc


def json_feed(syndication: Syndication) -> str:
    """JSON Feed 1.1 with the full text in `content_html`; older entries behind `next_url`."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": syndication.title,
        "description": syndication.description,
        "home_page_url": syndication.page_url,
        "feed_url": syndication.self_url,
        "next_url": syndication.link("prev-archive"),
        "icon": syndication.icon_url,
        "authors": [{"name": syndication.publisher, "url": syndication.page_url}],
        "language": ENGLISH,
        "hubs": [{"type": "WebSub", "url": hub}] if (hub := syndication.link("hub")) else [],
        "items": [_item(syndication, entry) for entry in syndication.entries],
    }
    filled = {name: value for name, value in document.items() if value or name == "items"}
    return json.dumps(_clean(filled), ensure_ascii=False, separators=(",", ":"))


def _item(syndication: Syndication, entry: FeedEntry) -> dict[str, Any]:
    item = {
        "id": syndication.entry_id(entry),
        "url": entry.url,
        "external_url": entry.url if entry.is_elsewhere else "",
        "title": entry.title,
        "summary": entry.described,
        "content_html": entry.html,
        "image": entry.picture.url if entry.picture else "",
        "date_published": utc(entry.published_at).isoformat(),
        "date_modified": utc(entry.changed_at).isoformat(),
        "authors": [{"name": name} for name in entry.contributors],
        "language": entry.language,
        "tags": [label for _slug, label in entry.categories],
    }
    return {name: value for name, value in item.items() if value or name == "content_html"}


def _clean(value: Any) -> Any:
    """`value` without characters that other formats could not carry: an entry reads the same in all three."""
    if isinstance(value, str):
        return syndicated_text(value)
    if isinstance(value, list):
        return [_clean(part) for part in value]
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    return value
