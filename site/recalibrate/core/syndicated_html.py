"""HTML as it may leave the site: whole addresses, and nothing that only works on our own pages."""

from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

REMOVED = ["script", "style", "template", "noscript", "form", "iframe", "object", "embed", "svg", "button"]
ADDRESSES = ["href", "src", "poster"]
KEPT_ATTRIBUTES = {
    *ADDRESSES, "srcset", "alt", "width", "height", "title", "lang", "dir", "colspan", "rowspan", "scope",
    "start", "reversed", "open", "cite", "datetime", "type", "sizes",
}  # fmt: skip


def syndicated(html: str, base_url: str) -> str:
    """`html` with absolute addresses, without active content and without our class names.

    A frame or a recording leaves a link to what it showed; a reference, none back to the text.
    """
    soup = BeautifulSoup(html, "html.parser")
    for frame in soup.find_all(["iframe", "audio", "video"]):
        _replace_by_link(soup, frame)
    for link in soup.find_all("a", role="doc-backlink"):
        link.decompose()
    for tag in soup.find_all(REMOVED):
        tag.decompose()
    for tag in soup.find_all(True):
        _clean(tag, base_url)
    return str(soup).strip()


def _replace_by_link(soup: BeautifulSoup, frame: Tag) -> None:
    if not frame.get("src"):
        return
    link = soup.new_tag("a", href=str(frame["src"]))
    link.string = str(frame.get("title") or "Shown on the site")
    frame.replace_with(link)


def _clean(tag: Tag, base_url: str) -> None:
    tag.attrs = {name: value for name, value in tag.attrs.items() if name in KEPT_ATTRIBUTES}
    for name in ADDRESSES:
        if name in tag.attrs:
            tag[name] = urljoin(base_url, str(tag[name]))
    if "srcset" in tag.attrs:
        candidates = (
            candidate.split(maxsplit=1) for candidate in str(tag["srcset"]).split(",") if candidate.strip()
        )
        tag["srcset"] = ", ".join(" ".join([urljoin(base_url, url), *rest]) for url, *rest in candidates)
