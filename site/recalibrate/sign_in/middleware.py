from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from recalibrate.web.sessions import has_session

from .landing import land_on_a_page
from .limits import SessionExpiry, session_expiry
from .required import VOUCHED, owes_second_step

WHY = {
    "idle": _("We signed you out because nothing happened here for a while."),
    "long": _("We signed you out at the end of a long session. Please sign in again."),
}


class SecondFactorMiddleware:
    """A colleague who has given a password but owes the second step is not signed in yet, at every address.

    `request.waiting_user` is that person, for the pages that ask for the second step. Ends what is over.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.waiting_user = AnonymousUser()  # type: ignore[attr-defined]
        if has_session(request) and request.user.is_authenticated:
            if why := session_expiry(request):
                end(request, why)
            elif not request.session.get(VOUCHED) and owes_second_step(request.user):
                request.waiting_user = request.user  # type: ignore[attr-defined]
                request.user = AnonymousUser()
        return land_on_a_page(request, self.get_response(request))


def end(request: HttpRequest, why: SessionExpiry) -> None:
    logout(request)
    if request.path.startswith(f"/{settings.ADMIN_PATH}") and request.method == "GET":
        messages.info(request, WHY[why])
