"""Uploads stay in memory, and what is too large is read past: the rest of the form must survive it."""

import io

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from recalibrate.infra.pictures import MOST_BYTES


class KeptInMemory(FileUploadHandler):
    """No file on any disk, and no name of one: both say things about the sender.

    However many files a form brings, all of them together are kept to what one may have.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.content = io.BytesIO()
        self.kept = 0

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.content = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        # One byte more than is allowed is enough to say “too large” later.
        self.kept += self.content.write(raw_data[: MOST_BYTES + 1 - self.kept])

    def file_complete(self, file_size: int) -> UploadedFile:
        size = self.content.tell()
        self.content.seek(0)
        return InMemoryUploadedFile(self.content, None, "picture", "", size, None)


def keep_uploads_in_memory(request: HttpRequest) -> None:
    request.upload_handlers = [KeptInMemory(request)]
