from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .revision_cache import per_revision


class OneQueryPageLinks(PageLinkHandler):
    """Links to pages, resolved in one query a text: an address needs no more than the page itself."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Page | None]:
        return list(linked_pages(tuple(str(attrs.get("id")) for attrs in attrs_list)))


@per_revision
def linked_pages(keys: tuple[str, ...]) -> tuple[Page | None, ...]:
    found = {str(page.pk): page for page in Page.objects.filter(pk__in=filter(str.isdigit, keys))}
    return tuple(found.get(key) for key in keys)
