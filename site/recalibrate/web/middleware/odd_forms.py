"""A form that arrives cut short, mangled or crossed by another is answered in words, not as a fault of ours.

Wagtail's views read forms without looking: a field that is missing, or a number that is none, raises
whatever Python raises. Where that happens in its code or Django's alone, before any of ours had a part in
it, what was sent is the cause. It is logged all the same, with its traceback: it may be a bug of theirs.
"""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, TracebackType

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError

from ..error_pages import bad_request, plain_page
from ..reader_paths import is_for_readers
from .in_use import in_use

logger = logging.getLogger(__name__)

UNREADABLE = (
    LookupError, ValueError, ArithmeticError, AttributeError, TypeError, ObjectDoesNotExist, NoReverseMatch,
)  # fmt: skip
OURS = tuple(str(Path(settings.BASE_DIR, folder)) + "/" for folder in ("site/recalibrate", "blog", "feeds"))
# They hand every form on to Wagtail as it came: being on the way is no part in what is made of it.
PASS_ON = tuple(f"{OURS[0]}staff/{name}.py" for name in ("look_ups", "bulk_actions"))


class MalformedFormMiddleware:
    """Answers for the admin's views what a form that could not have been sent by hand makes them raise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if request.method != "POST" or is_for_readers(request.path):
            return None
        if isinstance(error, ProtectedError | RestrictedError):
            return in_use(request, error)
        if isinstance(error, IntegrityError):
            logger.error("Two forms crossed, or one was mangled", exc_info=error)
            return plain_page("409.html", 409)
        if isinstance(error, MultiValueDictKeyError) or is_theirs(error):
            logger.error("A form could not be read", exc_info=error)
            return bad_request(request, error)
        return None


def is_theirs(error: Exception) -> bool:
    """Whether an error of a kind that mangled forms raise came from Wagtail's code or Django's alone."""
    files = (frame.f_code.co_filename for frame in frames(error.__traceback__))
    ours = (file for file in files if file.startswith(OURS) and file not in PASS_ON)
    return isinstance(error, UNREADABLE) and not any(ours)


def frames(traceback: TracebackType | None) -> Iterator[FrameType]:
    while traceback is not None:
        yield traceback.tb_frame
        traceback = traceback.tb_next
