"""Every change of what a log-in may do is noted with before and after, and mailed to the administrators.

The database's own signals are listened to, so that it does not matter which way a change takes: a form, a
bulk action, an API, a command, a shell. Within a request roles are also refused here; the forms say so
before, in words.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils.translation import gettext
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission

from recalibrate.core.models import User

from .separation import why_not_given

GRANTED = "sign_in.granted"
AT_PLACES: dict[type[Model], str] = {
    GroupPagePermission: "page", GroupCollectionPermission: "collection", GroupSitePermission: "site",
}  # fmt: skip
FIELDS = ("username", "email", "is_active", "is_staff", "is_superuser", "password")


def actor() -> User | None:
    """Who is signed in to the admin and does this, if a colleague is; otherwise a command does it."""
    user: User | None = get_active_log_context().user
    return user


def record_grant(of: Model, what: str, before: object, after: object) -> None:
    """One entry of the log, and one mail to each administrator with an address."""
    if before == after:
        return
    by = actor()
    log(instance=of, action=GRANTED, user=by, data={"what": what, "before": before, "after": after})
    to = list(
        User.objects.filter(is_superuser=True, is_active=True)
        .exclude(email="")
        .values_list("email", flat=True)
    )
    if not to:
        return
    words = {
        "who": by or gettext("A command on the server"),
        "what": what,
        "whose": of,
        "before": value_in_words(before),
        "after": value_in_words(after),
    }
    text = gettext(
        "%(who)s changed the %(what)s of %(whose)s.\n\nBefore: %(before)s\nAfter: %(after)s\n\n"
        "If you did not expect this, take it back and ask the person who did it.\n"
    )
    subject = gettext("%(site)s: who may do what has changed") % {"site": settings.WAGTAIL_SITE_NAME}
    for address in to:
        send_mail(subject, text % words, None, [address])


def value_in_words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in value.items())
    return ", ".join(map(str, value)) or "nothing" if isinstance(value, list) else str(value)


def sorted_names(rows: Iterable[Any]) -> list[str]:
    return sorted(str(row) for row in rows)


def roles_changed(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    """A user's groups, from either end: `user.groups.add(group)` or `group.user_set.add(user)`."""
    if action not in ("pre_add", "pre_remove", "pre_clear"):
        return
    if reverse:
        members = instance.user_set.all()
        users = members if action == "pre_clear" else User.objects.filter(pk__in=pk_set or ())
        for user in users:
            role_changed(user, action, [instance])
    else:
        groups = instance.groups.all() if action == "pre_clear" else Group.objects.filter(pk__in=pk_set or ())
        role_changed(instance, action, list(groups))


def role_changed(user: User, action: str, groups: list[Group]) -> None:
    before, named = set(sorted_names(user.groups.all())), {group.name for group in groups}
    by = actor()
    if action == "pre_add" and by is not None and (why := why_not_given(by, user, named)):
        raise PermissionDenied(why)
    after = before | named if action == "pre_add" else before - named
    record_grant(user, "roles", sorted(before), sorted(after))


def permissions_changed(
    instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """What a user or a group may do everywhere."""
    if reverse or action not in ("pre_add", "pre_remove", "pre_clear"):
        return
    held = getattr(instance, "user_permissions" if isinstance(instance, User) else "permissions")
    by = actor()
    if isinstance(instance, User) and by is not None and by.pk == instance.pk and action == "pre_add":
        raise PermissionDenied
    before = codenames(held.all())
    named = before if action == "pre_clear" else codenames(Permission.objects.filter(pk__in=pk_set or ()))
    after = {*before, *named} if action == "pre_add" else {*before} - {*named}
    record_grant(instance, "permissions", before, sorted(after))


def codenames(permissions: Any) -> list[str]:
    rows = permissions.order_by("content_type__app_label", "codename")
    return [".".join(row) for row in rows.values_list("content_type__app_label", "codename")]


def place_given(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """What a group may do at a page, a collection or a site."""
    if not raw:
        record_grant(instance.group, "permissions", [], [at_place(instance)])


def place_taken(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if Group.objects.filter(pk=instance.group_id).exists():  # else the whole group goes, and with it its log
        record_grant(instance.group, "permissions", [at_place(instance)], [])


def at_place(grant: Any) -> str:
    return f"{grant.permission.codename} at {getattr(grant, AT_PLACES[type(grant)])}"


def user_before(instance: User, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    """Keep what the row said, for `user_after`; the desk stays what it is, however it is saved."""
    if instance.is_desk:
        instance.is_active = instance.is_superuser = False
        instance.set_unusable_password()
    watched = update_fields is None or set(update_fields) & set(FIELDS)
    instance._before = (  # type: ignore[attr-defined]
        User.objects.filter(pk=instance.pk).values(*FIELDS).first() if watched and not raw else None
    )


def user_after(instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    before = getattr(instance, "_before", None)
    if raw or (before is None and not (created and instance.is_superuser)):
        return
    changed = [name for name in FIELDS if before is None or before[name] != getattr(instance, name)]
    by = actor()
    if by is not None and by.pk == instance.pk:
        changed = [name for name in changed if name in ("is_active", "is_staff", "is_superuser")]
    if changed:
        now = {name: getattr(instance, name) for name in changed}
        old = {name: before[name] for name in changed} if before else {}
        record_grant(
            instance,
            "log-in",
            without_password(old, gettext("the one before")),
            without_password(now, gettext("another one")),
        )


def without_password(row: dict[str, Any], password: str) -> dict[str, Any]:
    """Of a password only that it is another."""
    return {name: password if name == "password" else value for name, value in row.items()}


def connect() -> None:
    m2m_changed.connect(roles_changed, sender=User.groups.through, dispatch_uid="grants.roles")
    for through in (User.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(permissions_changed, sender=through, dispatch_uid=f"grants.{through.__name__}")
    for model in AT_PLACES:
        post_save.connect(place_given, sender=model, dispatch_uid=f"grants.{model.__name__}")
        post_delete.connect(place_taken, sender=model, dispatch_uid=f"grants.{model.__name__}.taken")
    pre_save.connect(user_before, sender=User, dispatch_uid="grants.user.before")
    post_save.connect(user_after, sender=User, dispatch_uid="grants.user.after")
