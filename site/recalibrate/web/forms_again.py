"""A form of the admin whose token was old can be sent once more, with all that was typed in it."""

from django.http import HttpRequest

from .reader_paths import is_for_readers

MOST_FIELDS, MOST_CHARACTERS = 10_000, 2_000_000


def fields_of_own_form(request: HttpRequest) -> list[tuple[str, str]] | None:
    """What was posted, if a page of our own posted it to the admin; else nothing is offered again.

    A browser says truly which site a form is on. Another site's form is not handed on with a press of ours.
    """
    is_own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if is_for_readers(request.path) or not is_own:
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "password")
        for value in values
    ]
    is_too_much = len(fields) > MOST_FIELDS or sum(len(value) for _, value in fields) > MOST_CHARACTERS
    return None if is_too_much or not fields else fields
