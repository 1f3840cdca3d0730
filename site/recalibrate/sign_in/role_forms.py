"""The forms and bulk actions that give roles or change log-ins say in words what they refuse."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.admin.utils import get_valid_next_url_from_request

from recalibrate.core.models import User

from .grants import record_grant
from .separation import why_not_changed, why_not_given


def roles_asked_for(request: HttpRequest, field: str) -> list[str]:
    chosen = [value for value in request.POST.getlist(field) if value.isdecimal() and len(value) < 10]
    return list(Group.objects.filter(pk__in=chosen).values_list("name", flat=True))


def redirect_with_error(request: HttpRequest, why: str, to: str) -> HttpResponse | None:
    if not why:
        return None
    messages.error(request, gettext("Nothing was changed. %(why)s") % {"why": why})
    return redirect(to)


def before_creating(request: HttpRequest) -> HttpResponse | None:
    if request.method != "POST":
        return None
    actor: Any = request.user
    why = why_not_given(
        actor, User(username=request.POST.get("username", "")), roles_asked_for(request, "groups")
    )
    return redirect_with_error(request, why, "wagtailusers_users:add")


def before_editing(request: HttpRequest, user: User) -> HttpResponse | None:
    actor: Any = request.user
    why = why_not_changed(actor, user)
    if not why and request.method == "POST":
        why = why_not_given(actor, user, roles_asked_for(request, "groups"))
    return redirect_with_error(request, why, "wagtailusers_users:index")


def before_several(
    request: HttpRequest, action: str, objects: Iterable[Any], view: Any
) -> HttpResponse | None:
    actor: Any = request.user
    users = [each for each in objects if isinstance(each, User)]
    asked = roles_asked_for(request, "role") if action == "assign_role" else []
    for user in users if request.method == "POST" else ():
        if why := why_not_changed(actor, user) or why_not_given(actor, user, asked):
            to = get_valid_next_url_from_request(request) or "wagtailusers_users:index"
            return redirect_with_error(request, f"{user}: {why}", to)
    return None


def after_several(request: HttpRequest, action: str, objects: Iterable[Any], view: Any) -> None:
    """Wagtail sets this state past every signal."""
    for user in objects if action == "set_active_state" else ():
        if isinstance(user, User) and (now := User.objects.filter(pk=user.pk).first()):
            record_grant(now, "log-in", {"is_active": user.is_active}, {"is_active": now.is_active})
