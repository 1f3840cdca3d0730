"""In front of Wagtail’s own addresses: what no list shows, no look-up by number names either.

`tests/test_canary_crawl.py` asks every address of the admin, so that a new one which escapes this is found.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.defaults import page_not_found

from .seen import are_pages_seen

View = Callable[..., HttpResponse]

PAGES = {"page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"}
PAGES_BY_PK = ("wagtailadmin_api:pages", "wagtailadmin_pages")  # which call a page’s number `pk`
PAGES_IN_QUERY = {"wagtailadmin_choose_page_chosen_multiple": "id"}


def only_what_is_seen(view: View) -> View:
    """A page that its list would not show is not there, whatever is asked about it."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Asked first, as Wagtail does: it reads everything that this log-in may do in one query.
        is_let_in = request.user.has_perm("wagtailadmin.access_admin")
        numbers = set(named_pages(request, kwargs)) if is_let_in else set()
        if numbers and not are_pages_seen(numbers, request.user):
            return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")
        return view(request, *args, **kwargs)

    return answered


def named_pages(request: HttpRequest, arguments: dict[str, Any]) -> Iterator[int]:
    """The numbers of the pages that an address names."""
    match = request.resolver_match
    if match is None:
        return
    names = PAGES | {"pk"} if match.namespace in PAGES_BY_PK else PAGES
    yield from (int(arguments[name]) for name in names & arguments.keys())
    if (parameter := PAGES_IN_QUERY.get(match.view_name)) is not None:
        yield from (int(number) for number in request.GET.getlist(parameter) if number.isdecimal())
