"""How much strangers may send: as much as a form of ours needs, and a file only where one is asked for.

Django reads a form before any view has looked at it: 10,000 fields cost it more than a second, and its files
the disk. What the whole site allows is for colleagues; readers have no use for it. Cookies are cut for
all: Python takes more than half a second for a quoted one of 30 KB, at every address.
"""

from collections.abc import Callable
from typing import Any, NoReturn

from django.core.exceptions import TooManyFieldsSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse

from ..error_pages import plain_page

MOST_BYTES = 512 * 1024  # 40,000 characters of any script, as browsers send them
# Bytes: a picture somewhat above pictures.MOST_BYTES is still read past, and told of beside the words of its form.
WITH_A_FILE = 12 * 2**20
# A room's form of ten questions with nine ticks each has about a hundred.
MOST_FIELDS = 300
MOST_COOKIES = 8 * 1024  # what nginx passes on
SENDS_A_FILE = "sends_a_file"


class NoFiles(FileUploadHandler):
    """Leaves files out, wherever they would have gone."""

    def new_file(self, *args: object, **kwargs: object) -> NoReturn:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


def sends_a_file(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view whose form strangers may send with a file. It must say itself where that is kept."""
    view.__dict__[SENDS_A_FILE] = True
    return view


class FewFields:
    """A body as it is read, until it turns out to have more fields than any form of ours."""

    def __init__(self, stream: Any, kind: str) -> None:
        self.stream, self.mark = stream, b"content-disposition" if "multipart" in kind else b"&"
        self.seen = 0

    def read(self, *size: int) -> bytes:
        return self._counted(self.stream.read(*size))

    def readline(self, *size: int) -> bytes:
        return self._counted(self.stream.readline(*size))

    def close(self) -> None:
        self.stream.close()

    def _counted(self, content: bytes) -> bytes:
        self.seen += content.lower().count(self.mark)
        if self.seen > MOST_FIELDS:
            raise TooManyFieldsSent("More fields than any form of ours has")
        return content


class RequestSizeMiddleware:
    """Stands before whatever reads cookies or a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.META.get("HTTP_COOKIE", "")) > MOST_COOKIES:
            del request.META["HTTP_COOKIE"]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object
    ) -> HttpResponse | None:
        if not (length := request.META.get("CONTENT_LENGTH")) or request.user.is_authenticated:
            return None
        with_a_file = getattr(view, SENDS_A_FILE, False)
        if not str(length).isdecimal() or int(length) > (WITH_A_FILE if with_a_file else MOST_BYTES):
            return plain_page("413.html", 413)
        if not with_a_file:
            request.upload_handlers = [NoFiles(request)]
        kind = request.META.get("CONTENT_TYPE", "")
        request._stream = FewFields(request._stream, kind)  # type: ignore[assignment]  # Django reads this
        return None
