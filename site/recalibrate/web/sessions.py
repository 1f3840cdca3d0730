from django.conf import settings
from django.http import HttpRequest


def has_session(request: HttpRequest) -> bool:
    """Whether a colleague may be logged in, told without opening the session: readers' pages stay cacheable."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES
