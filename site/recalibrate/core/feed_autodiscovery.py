"""Which feeds a page announces in its head, so that a feed reader finds them from the page's address."""

from dataclasses import dataclass

from .syndication import MEDIA_TYPES, NAMES, Format


@dataclass(frozen=True, slots=True)
class FeedLink:
    title: str
    media_type: str
    url: str


def _announced(title: str, path: str, forms: tuple[Format, ...]) -> tuple[FeedLink, ...]:
    return tuple(
        FeedLink(f"{title} ({NAMES[form]})", MEDIA_TYPES[form], f"/feeds/{path}.{form}") for form in forms
    )


ALL_POSTS = _announced("All posts", "all", ("xml", "atom", "json"))


def feed_links(title: str, path: str) -> tuple[FeedLink, ...]:
    """All posts first, then the page's own list, published below /feeds/ at `path`."""
    return (ALL_POSTS[0], *_announced(title, path, ("xml", "atom", "json")))
