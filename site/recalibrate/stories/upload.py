"""Uploads stay in memory, and what is too large is read past: the rest of the form must survive it."""

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from recalibrate.core.pictures import MOST_BYTES


class KeptInMemory(FileUploadHandler):
    """No file on any disk, and no name of one: both say things about whoever sent it."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.content = b""

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self.content = b""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        # One byte more than is allowed is enough to say “too large” later.
        self.content += raw_data[: MOST_BYTES + 1 - len(self.content)]

    def file_complete(self, file_size: int) -> UploadedFile:
        return SimpleUploadedFile("picture", self.content, "")


def keep_uploads_in_memory(request: HttpRequest) -> None:
    request.upload_handlers = [KeptInMemory(request)]
