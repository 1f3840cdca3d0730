"""Where a colleague lands on signing in after pressing a button: the page that the button was on."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache


def land_on_a_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An address that only takes what is posted answers no one who comes back to it after signing in."""
    if request.method in ("GET", "HEAD") or response.status_code != 302:
        return response
    sign_in = reverse("wagtailadmin_login")
    if urlsplit(response["Location"]).path == sign_in and request.path != sign_in:
        response["Location"] = f"{sign_in}?{urlencode({'next': _page_before(request)})}"
    return response


def _page_before(request: HttpRequest) -> str:
    came = urlsplit(request.headers.get("Referer", ""))
    is_ours = came.netloc == request.get_host() and came.path.startswith(f"/{settings.ADMIN_PATH}")
    is_ours = is_ours and came.path != reverse("wagtailadmin_login")
    return (
        came._replace(scheme="", netloc="", fragment="").geturl() if is_ours else reverse("wagtailadmin_home")
    )


@never_cache
def signed_in(request: HttpRequest) -> HttpResponse:
    """Says who is signed in, and gives the token for the forms of the page around it."""
    return render(request, "admin/signed_in.html")
