"""A middleware that fails, to stand anywhere among the site's own: what is further in is never reached."""

from collections.abc import Callable
from typing import ClassVar

from django.http import HttpRequest, HttpResponse


class Failing:
    error: ClassVar[Exception]

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        pass

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raise self.error
