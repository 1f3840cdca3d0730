from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, Site


def was_published(request: HttpRequest) -> bool:
    """Whether a page once stood at this address and was withdrawn on purpose."""
    site = Site.find_for_request(request)
    if site is None:
        return False
    path = f"{site.root_page.url_path.rstrip('/')}{request.path}"
    return Page.objects.filter(url_path=path, live=False, first_published_at__isnull=False).exists()


class Withdrawn:
    """Turns “not found” into “gone” (410) where something was withdrawn.

    Search engines forget it sooner, and a copy kept on a phone is thrown away. Stands outside the
    redirects, so that an editor can still send readers to what replaced it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and was_published(request):
            response.status_code = 410
        return response
