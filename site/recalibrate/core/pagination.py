"""The one paginator."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest


def paginate(request: HttpRequest, things: Any, *, per_page: int = 12) -> Page[Any]:
    """The page of `things` that `?page=` asks for; 404 for one that does not exist or is no number."""
    wanted = request.GET.get("page", "1")
    paginator: Paginator[Any] = Paginator(things, per_page)
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 6:
        raise Http404("No such page")
    number = int(wanted)
    if not 1 <= number <= paginator.num_pages:
        raise Http404("No such page")
    return paginator.page(number)
