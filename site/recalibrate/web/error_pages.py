"""What is said when something goes wrong. Each page can be drawn from nothing, whatever is away or broken.

A handler may be asked before any middleware has run: no session, no user, no site, no database.
"""

import logging
import sys

from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext_lazy

from recalibrate.core.models import StateOfMind
from recalibrate.infra.disk_full import is_disk_full

from .forms_again import fields_of_own_form
from .reader_paths import is_for_readers

logger = logging.getLogger(__name__)

# Where not even a template can be drawn, as when static files were never collected.
LAST_WORDS = gettext_lazy("""Something broke. It is our fault, not yours. Try again in a minute.

Help does not depend on this page. Life at risk: 999. Urgent mental health: 111, choose the mental health
option. Samaritans, day and night: 116 123.
""")


def plain_page(template: str, status: int, **headers: str) -> HttpResponse:
    """A page without context: it needs no request, no site and no database."""
    try:
        page, kind = str(loader.render_to_string(template)), "text/html"
    except Exception:  # whatever it is, a reader who needs help must still read whom to ring
        logger.exception("The page for an error, %s, cannot be drawn", template)
        page, kind = str(LAST_WORDS), "text/plain"
    return HttpResponse(page, status=status, content_type=f"{kind}; charset=utf-8", headers=headers)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What arrived is incomplete, too much, or not HTTP as we know it."""
    return plain_page("400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain_page("403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old: often a page that was left open. What was typed is not lost."""
    if (fields := fields_of_own_form(request)) is not None:
        context = {"fields": fields, "address": request.get_full_path(), "has_files": bool(request.FILES)}
        try:
            return render(request, "403_csrf_again.html", context, status=403)
        except Exception:  # a database that is away, or any other
            logger.exception("The form cannot be offered again")
    return plain_page("403_csrf.html", 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For readers a search box, the states of mind, and help; from nothing where those cannot be had."""
    if is_for_readers(request.path):
        try:
            states = list(StateOfMind.objects.on_home_page())
            return render(request, "404.html", {"states": states}, status=404)
        except Exception as error:  # a database that is away, or any other: the page is not here all the same
            is_away = isinstance(error, DatabaseError)
            logger.warning("The full page for 404 cannot be drawn: %r", error, exc_info=not is_away)
    return plain_page("404_plain.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """What broke is ours, unless the disk is full, or the database is away: then it is worth another try."""
    error = sys.exception()
    if is_disk_full(error):
        return plain_page("507.html", 507)
    if isinstance(error, OperationalError | InterfaceError):
        return plain_page("503.html", 503, **{"Retry-After": "30"})
    return plain_page("500.html", 500)
