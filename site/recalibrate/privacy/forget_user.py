"""A colleague who leaves and wants to be forgotten, or asks what is stored about them."""

from typing import Any

from axes.models import AccessAttempt
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import ForeignObjectRel, Q
from wagtail.models import ModelLogEntry, PageLogEntry

from blog.models import SecondApproval
from recalibrate.core.goes_with import GoesWith, goes_with
from recalibrate.core.models import User

FORGOTTEN = "a former colleague"
SECRET_FIELDS = {"password", "key", "token", "key_hash"}


def relations() -> list[ForeignObjectRel]:
    """Every column that points at a log-in, hidden ones too."""
    fields = User._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ForeignObjectRel) and field.one_to_many]


def subject_access_export(user: User) -> dict[str, list[dict[str, Any]]]:
    """Everything with this log-in on it, but no secrets: for a subject access request."""
    own = User.objects.filter(pk=user.pk).values()
    found = {"core.User": [{k: v for k, v in own[0].items() if k not in SECRET_FIELDS}]}
    for relation in relations():
        model = relation.related_model
        rows = model._base_manager.filter(**{relation.field.name: user}).values()
        if kept := [{k: v for k, v in row.items() if k not in SECRET_FIELDS} for row in rows]:
            found[f"{model._meta.label} ({relation.field.name})"] = kept
    for log in (PageLogEntry, ModelLogEntry):
        if entries := list(log.objects.filter(user_id=user.pk).values("action", "label", "timestamp")):
            found[log._meta.label] = entries
    return found


def goes_with_log_in(user: User) -> GoesWith:
    """What goes with it, and what stays and no longer names anybody: in words, for who is about to do it."""
    return goes_with([user])


@transaction.atomic
def forget_user(user: User) -> dict[str, int]:
    """Delete the log-in. What the site published stays, and no longer says whose it was.

    Log entries lose their link to a name with the log-in; those about the log-in itself are deleted.
    Bylines are contributors, whom readers know: an editor changes or deletes those.
    """
    about = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    counts = {
        "log entries about the log-in": ModelLogEntry.objects.filter(about).delete()[0],
        "failed sign-ins": AccessAttempt.objects.filter(username=user.username).delete()[0],
        "approvals renamed": SecondApproval.objects.filter(approver=user).update(approver_name=FORGOTTEN),
        "sessions": end_sessions(user),
    }
    counts["log-in and what hangs on it"] = user.delete()[0]
    return counts


def end_sessions(user: User) -> int:
    theirs = [
        one.pk for one in Session.objects.iterator() if one.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    return Session.objects.filter(pk__in=theirs).delete()[0]
