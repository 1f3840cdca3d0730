"""What its time is over for is deleted by itself, and what is not stays."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import ModelLogEntry, Page, PageLogEntry, UploadedFile

from recalibrate.core.models import User
from recalibrate.digest.models import Delivery, Digest, Removal, SubscriptionRequest
from recalibrate.mail.models import OutgoingMail
from recalibrate.operations.scheduler import JOBS, purge_at_night
from recalibrate.privacy.purge import RULES, overdue_rows, purge
from recalibrate.stories.models import Contact, Contribution, Reply, SpentToken

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=timezone.get_fixed_timezone(0))


@pytest.fixture
def user(home) -> User:
    return User.objects.create_user("edda")


def aged(model: Any, field: str, days: float, **values: Any) -> Any:
    row = model.objects.create(**values)
    model.objects.filter(pk=row.pk).update(**{field: NOW - timedelta(days=days)})
    return row


def make(rule: str, days: float, user: User) -> Any:
    """A row that is so many days old."""
    kind = ContentType.objects.get_for_model(User)
    attempt = {
        "username": "edda",
        "ip_address": "192.0.2.1",
        "user_agent": "x",
        "path_info": "/",
        "http_accept": "x",
    }
    of_user = {"content_type": kind, "object_id": str(user.pk)}
    match rule:
        case "sessions":
            return aged(Session, "expire_date", days, session_key="a" * 32, session_data="x", expire_date=NOW)
        case "failed sign-ins":
            row = {**attempt, "get_data": "", "post_data": "", "failures_since_start": 1}
            return aged(AccessAttempt, "attempt_time", days, **row)
        case "failed sign-ins, one by one":
            return aged(AccessFailureLog, "attempt_time", days, **attempt)
        case "sign-ins":
            return aged(AccessLog, "attempt_time", days, **attempt)
        case "editing sessions":
            return aged(EditingSession, "last_seen_at", days, user=user, last_seen_at=NOW, **of_user)
        case "unfinished forms":
            return aged(
                FormState, "last_updated_at", days, user=user, content_type=kind, data={}, last_updated_at=NOW
            )
        case "log of pages":
            page = Page.objects.first()
            row = {"page": page, "content_type": page.content_type, "label": "x", "action": "wagtail.edit"}
            return aged(PageLogEntry, "timestamp", days, timestamp=NOW, **row)
        case "log of other things":
            row = {"label": "x", "action": "wagtail.edit", "timestamp": NOW}
            return aged(ModelLogEntry, "timestamp", days, **row, **of_user)
        case "mails of old digests":
            digest = Digest.objects.create(path=f"p{days}", until=NOW - timedelta(days=days))
            return Delivery.objects.create(digest=digest)
        case "requests for the weekly e-mail":
            return aged(SubscriptionRequest, "asked_at", days, fingerprint=f"{days}")
        case "removals by machine":
            return Removal.objects.create(removed_at=NOW - timedelta(days=days))
        case "mails that no server took":
            return aged(
                OutgoingMail, "expires_at", days, sender="a@a.example", recipient="b@b.example", message=b"x"
            )
    raise AssertionError(f"No row for the rule “{rule}”: add one.")


AGES = {"sessions": 0, "unfinished forms": 30, "mails of old digests": 30,
        "requests for the weekly e-mail": 7, "removals by machine": 7, "mails that no server took": 0}  # fmt: skip
AGES |= {"log of pages": 1095, "log of other things": 1095}


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_each_rule_deletes_what_is_older_than_allowed_and_nothing_else(user, rule):
    PageLogEntry.objects.all().delete()
    ModelLogEntry.objects.all().delete()
    age = AGES.get(rule, 1)
    young = make(rule, age - 0.5, user)
    if rule == "sessions":
        type(young).objects.filter(pk=young.pk).update(session_key="b" * 32)
    if rule == "failed sign-ins":
        type(young).objects.filter(pk=young.pk).update(username="another")
    assert overdue_rows(NOW)[rule] == 0
    make(rule, age + 0.5, user)
    assert overdue_rows(NOW)[rule] == 1

    counts = purge(NOW)

    assert counts[rule] == 1
    assert overdue_rows(NOW)[rule] == 0
    assert type(young).objects.count() == 1


def test_stories_contacts_and_replies_go_on_the_day_that_was_promised(home):
    today = NOW.date()
    story = Contribution.objects.create(
        who_is_in_it="nobody", title="T", text="x", held_because="?", not_before=today, forget_on=today
    )
    Contact.objects.create(contribution=story, address="x@y.example", forget_on=today)
    SpentToken.objects.create(nonce="n", digest="d", forget_on=today)

    purge(NOW)

    assert not Contribution.objects.exists()
    assert not Contact.objects.exists()
    assert not Reply.objects.overdue(today).exists()
    assert not SpentToken.objects.exists()


def test_uploads_that_nobody_finished_go_after_a_day_with_their_file(home):
    kind = ContentType.objects.get_for_model(User)
    upload = UploadedFile.objects.create(for_content_type=kind, file=ContentFile(b"x", "x.jpg"))
    name, storage = upload.file.name, upload.file.storage

    purge(timezone.now())
    assert storage.exists(name)

    purge(timezone.now() + timedelta(days=2))
    assert not storage.exists(name)
    assert not UploadedFile.objects.exists()


def test_the_clock_purges_at_night(user):
    make("failed sign-ins", 3, user)

    purge_at_night(NOW.replace(hour=14))
    assert AccessAttempt.objects.exists()

    purge_at_night(NOW)
    assert not AccessAttempt.objects.exists()
    assert purge_at_night in JOBS


def test_the_command_says_first_and_does_then(user):
    AccessAttempt.objects.all().delete()
    make("failed sign-ins", 30, user)
    said = io.StringIO()

    call_command("purge", "--dry-run", stdout=said)
    assert "1 failed sign-ins\n" in said.getvalue()
    assert AccessAttempt.objects.exists()

    call_command("purge", stdout=io.StringIO())
    assert not AccessAttempt.objects.exists()
