"""HTML as it may leave the site: whole addresses, and nothing that only works on our own pages."""

import re
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

REMOVED = ["script", "style", "template", "noscript", "form", "iframe", "object", "embed", "svg", "button"]
ADDRESSES = ["href", "src", "poster"]
KEPT_ATTRIBUTES = {
    *ADDRESSES, "srcset", "alt", "width", "height", "title", "lang", "dir", "colspan", "rowspan", "scope",
    "start", "reversed", "open", "cite", "datetime", "type", "sizes",
}  # fmt: skip


def syndicated(html: str, base_url: str) -> str:
    """`html` with absolute addresses, without active content and without our class names.

    A frame or a recording leaves a link to what it showed. A footnote leads to its note and back within the
    entry, in a reader that shows several at once too: ids bear the entry's name.
    """
    soup = BeautifulSoup(html, "html.parser")
    targets = _targets(soup)
    prefix = re.sub(r"[^a-z0-9]+", "-", urlsplit(base_url).path.lower()).strip("-")
    for frame in soup.find_all(["iframe", "audio", "video"]):
        _replace_by_link(soup, frame)
    for tag in soup.find_all(REMOVED):
        tag.decompose()
    for tag in soup.find_all(True):
        target = str(tag.get("id", ""))
        _clean(tag, base_url, f"#{prefix}-", targets)
        if target in targets:
            tag["id"] = f"{prefix}-{target}"
    return str(soup).strip()


def _replace_by_link(soup: BeautifulSoup, frame: Tag) -> None:
    if not frame.get("src"):
        return
    link = soup.new_tag("a", href=str(frame["src"]))
    link.string = str(frame.get("title") or "Shown on the site")
    frame.replace_with(link)


def _targets(soup: BeautifulSoup) -> set[str]:
    """The ids that links of the text itself lead to."""
    wanted = {str(link["href"])[1:] for link in soup.find_all("a", href=True) if str(link["href"])[:1] == "#"}
    return {str(tag["id"]) for tag in soup.find_all(id=True)} & wanted


def _clean(tag: Tag, base_url: str, prefix: str, targets: set[str]) -> None:
    tag.attrs = {name: value for name, value in tag.attrs.items() if name in KEPT_ATTRIBUTES}
    for name in ADDRESSES:
        if name in tag.attrs:
            said = str(tag[name])
            is_within = said[:1] == "#" and said[1:] in targets
            tag[name] = prefix + said[1:] if is_within else urljoin(base_url, said)
    if "srcset" in tag.attrs:
        candidates = (
            candidate.split(maxsplit=1) for candidate in str(tag["srcset"]).split(",") if candidate.strip()
        )
        tag["srcset"] = ", ".join(" ".join([urljoin(base_url, url), *rest]) for url, *rest in candidates)
