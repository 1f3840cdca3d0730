"""A session that cannot be noted on a full disk is still a session: what was asked for is shown."""

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from recalibrate.infra.disk_full import is_disk_full


class FullDiskSessionMiddleware(SessionMiddleware):
    """Django takes every failure to write for a session that was deleted, and answers 400."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted as error:
            if not is_disk_full(error):
                raise
        patch_vary_headers(response, ("Cookie",))
        return response
