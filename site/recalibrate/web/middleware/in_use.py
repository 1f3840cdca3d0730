"""The answer to a deletion that the database forbids, whichever screen of the admin asked for it."""

from collections import Counter

from django.contrib import messages
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from recalibrate.core.goes_with import counts_in_words

from ..error_pages import plain_page


def in_use(request: HttpRequest, error: ProtectedError | RestrictedError) -> HttpResponse:
    """Back to the screen that asked, with how much is in the way; nothing was deleted.

    A script gets a page of its own instead: it has no screen to go back to.
    """
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return plain_page("409_in_use.html", 409)
    is_protected = isinstance(error, ProtectedError)
    needed_by = error.protected_objects if is_protected else error.restricted_objects  # type: ignore[union-attr]
    counts = counts_in_words(Counter(type(thing) for thing in needed_by))
    messages.error(
        request, gettext("Nothing was deleted. Still in use by: %(names)s.") % {"names": ", ".join(counts)}
    )
    return redirect(request.get_full_path())
