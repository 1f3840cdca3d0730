"""Only an administrator makes, changes or shuts out another; Wagtail lets those who keep log-ins."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from recalibrate.core.models import User


def refuse_making_one(request: HttpRequest) -> None:
    if request.POST.get("is_superuser") and not is_administrator(request):
        raise PermissionDenied


def refuse_changing_one(request: HttpRequest, user: User) -> None:
    refuse_making_one(request)
    if user.is_superuser and not is_administrator(request):
        raise PermissionDenied


def refuse_several(request: HttpRequest, action: str, objects: Iterable[Any], view: Any) -> None:
    for each in objects:
        if isinstance(each, User):
            refuse_changing_one(request, each)


def is_administrator(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated and request.user.is_superuser)
