"""The one paginator."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property


class CountedPaginator(Paginator[Any]):
    """A paginator that may have been told how many things there are."""

    total: int | None = None

    @cached_property
    def count(self) -> int:
        return super().count if self.total is None else self.total


def paginate(request: HttpRequest, things: Any, *, per_page: int = 12, total: int | None = None) -> Page[Any]:
    """The page of `things` that `?page=` asks for; 404 for one that does not exist or is no number.

    `total` spares the query that counts `things`.
    """
    wanted = request.GET.get("page", "1")
    paginator = CountedPaginator(things, per_page)
    paginator.total = total
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 6:
        raise Http404("No such page")
    number = int(wanted)
    if not 1 <= number <= paginator.num_pages:
        raise Http404("No such page")
    return paginator.page(number)
