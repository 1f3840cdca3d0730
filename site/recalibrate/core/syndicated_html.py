"""HTML as it may leave the site: whole addresses, and nothing that only works on our own pages."""

from functools import lru_cache
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.utils.translation import get_language, gettext

REMOVED = ["script", "style", "template", "noscript", "form", "iframe", "object", "embed", "svg", "button"]
ADDRESSES = ["href", "src", "poster"]
KEPT_ATTRIBUTES = {
    *ADDRESSES, "srcset", "alt", "width", "height", "title", "lang", "dir", "colspan", "rowspan", "scope",
    "start", "reversed", "open", "cite", "datetime", "type", "sizes",
}  # fmt: skip


def syndicated(html: str, base_url: str) -> str:
    """`html` with absolute addresses, without active content and without our class names.

    A frame or a recording leaves a link to what it showed. A footnote's link is whole, as the W3C's validator
    asks, and the note's id stays: a reader that shows the entry at its own address stays within it. One that
    takes ids away (FreshRSS 1.24 does) leads to the note on the page.
    """
    return _syndicated(html, base_url, get_language())


@lru_cache(maxsize=200)
def _syndicated(html: str, base_url: str, language: str | None) -> str:
    """The same words are the same HTML: most things did not change with the revision that changed one."""
    soup = BeautifulSoup(html, "html.parser")
    targets = _targets(soup)
    for frame in soup.find_all(["iframe", "audio", "video"]):
        _replace_by_link(soup, frame)
    for tag in soup.find_all(REMOVED):
        tag.decompose()
    for tag in soup.find_all(True):
        target = str(tag.get("id", ""))
        _clean(tag, base_url)
        if target in targets:
            tag["id"] = target
    return str(soup).strip()


def _replace_by_link(soup: BeautifulSoup, frame: Tag) -> None:
    if not frame.get("src"):
        return
    link = soup.new_tag("a", href=str(frame["src"]))
    link.string = str(frame.get("title") or gettext("Shown on the site"))
    frame.replace_with(link)


def _targets(soup: BeautifulSoup) -> set[str]:
    """The ids that links of the text itself lead to."""
    wanted = {str(link["href"])[1:] for link in soup.find_all("a", href=True) if str(link["href"])[:1] == "#"}
    return {str(tag["id"]) for tag in soup.find_all(id=True)} & wanted


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
