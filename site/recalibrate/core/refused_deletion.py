"""A deletion that the database forbids is answered in words, whichever screen asked for it."""

from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .goes_with import in_words


class RefusedDeletion:
    """Back to the screen that asked, with what is in the way; nothing was deleted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not request.path.startswith(f"/{settings.ADMIN_PATH}"):
            return None
        if isinstance(exception, ProtectedError):
            needed_by = exception.protected_objects
        elif isinstance(exception, RestrictedError):
            needed_by = exception.restricted_objects
        else:
            return None
        counts = in_words(Counter(type(thing) for thing in needed_by))
        messages.error(request, f"Nothing was deleted. Still in use by: {', '.join(counts)}.")
        return redirect(request.get_full_path())
