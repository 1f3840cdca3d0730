"""The id of the request that is being answered, for log lines far below the view."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """ "" outside a request."""
    return request_id.get()
