"""What every answer says to browsers about itself, however it was made: page, file, feed or error."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ..csp_policies import DOWNLOAD, FILE

POLICY = "Content-Security-Policy"
# Pictures, icons and feeds are shown by feed readers and chat previews at other origins; nothing else is.
SHOWN_ELSEWHERE = (settings.STATIC_URL, settings.MEDIA_URL, f"/{settings.FEEDS_PATH}", "/favicon.ico")
# What a page of ours never asks for.
FEATURES = (
    "camera", "display-capture", "geolocation", "gyroscope", "accelerometer", "magnetometer", "hid", "midi",
    "microphone", "payment", "serial", "usb", "browsing-topics", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{feature}=()" for feature in FEATURES)


class SecurityHeadersMiddleware:
    """Stands outermost, so that static files, redirects to TLS and refused requests say it too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Permissions-Policy", PERMISSIONS)
        is_shown_elsewhere = request.path.startswith(SHOWN_ELSEWHERE)
        resource = "cross-origin" if is_shown_elsewhere else "same-origin"
        response.setdefault("Cross-Origin-Resource-Policy", resource)
        if response.get("Content-Type", "").startswith("text/html"):
            response.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        if request.path.startswith(f"/{settings.DOCUMENTS_PATH}"):
            response[POLICY] = DOWNLOAD
        response.setdefault(POLICY, FILE)
        return response
