"""What the servers of these tests answer."""

from recalibrate.outbound.types import Fetched


def raw(*parts: bytes):
    """An answer byte for byte; the connection is closed behind it."""

    def reply(handler):
        for part in parts:
            handler.wfile.write(part)
        handler.close_connection = True

    return reply


def sends(answer):
    """A network that gives this answer, or raises it."""

    def fetch(request):
        fetch.requests.append(request)
        if isinstance(answer, Exception):
            raise answer
        return (
            Fetched(request.url, answer, "application/xml", '"1"', "")
            if isinstance(answer, bytes)
            else answer
        )

    fetch.requests = []
    return fetch
