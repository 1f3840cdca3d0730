"""Every time that the data map promises is kept: what is older goes, what is younger stays."""

import os
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from axes.models import AccessAttempt, AccessAttemptExpiration, AccessFailureLog, AccessLog
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db.models import DateField, Model
from django.test import override_settings
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from factories import PostPageFactory
from planted_programmes import fill, programme, wave
from planted_programmes import session as programme_session
from wagtail.admin.models import EditingSession, FormState
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, PageLogEntry, UploadedFile

from feeds.models import Item, Source
from feeds.tasks import refresh_source
from recalibrate.core.models import User
from recalibrate.digest.bounces import record_bounce
from recalibrate.digest.models import (
    BOUNCES_BEFORE_REMOVAL,
    Delivery,
    Digest,
    Subscription,
    SubscriptionRequest,
)
from recalibrate.mail.models import OutgoingMail
from recalibrate.operations.reap import forget_what_is_over
from recalibrate.privacy.data_map import ROWS
from recalibrate.privacy.purge import purge
from recalibrate.programmes.models import BallotBox, Remark, SpentNonce, Wave
from recalibrate.sign_in.tasks import send_reset_mails
from recalibrate.stories.keep import keep_contact, keep_reply, keep_story
from recalibrate.stories.models import Contact, Contribution, Reply, SpentToken, days_ahead
from recalibrate.stories.settle import set_aside

TIME = re.compile(r"(\d+) (hour|day|year)")
LENGTHS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "year": timedelta(days=365)}

ANSWERS = {
    "byline": "A porter", "who_is_in_it": "nobody", "title": "T", "text": "x", "state": None, "name": "",
    "picture": None, "picture_says": "", "contact": "",
}  # fmt: skip


class Proof(NamedTuple):
    """A row as the site makes it today, before others that are as old as it; and when it counts as gone."""

    model: type[Model]
    after: str
    plant: Callable[[User], Sequence[Any]]
    is_gone: Callable[[Any], bool] = lambda row: not type(row)._base_manager.filter(pk=row.pk).exists()


@pytest.fixture(autouse=True)
def files_on_disk(settings, tmp_path):
    """Where files have an age that can be set."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES, settings.MEDIA_ROOT = {**settings.STORAGES, "default": storage}, tmp_path


def word() -> str:
    return get_random_string(20)


def of(user: User) -> dict[str, Any]:
    return {"content_type": ContentType.objects.get_for_model(User), "object_id": str(user.pk)}


def session(user: User) -> list[Session]:
    store = SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store.create()
    return [Session.objects.get(pk=store.session_key)]


def attempt(model: Any, **more: Any) -> Any:
    of_nobody = {"ip_address": "192.0.2.1", "user_agent": "x", "path_info": "/", "http_accept": "x"}
    return model.objects.create(username=word(), **of_nobody, **more)


def failed_sign_in() -> AccessAttempt:
    return attempt(AccessAttempt, get_data="", post_data="", failures_since_start=1)


def expiration(user: User) -> list[Any]:
    failed = failed_sign_in()
    row = AccessAttemptExpiration.objects.create(access_attempt=failed, expires_at=timezone.now())
    return [row, failed]


def page_log(user: User) -> list[PageLogEntry]:
    return [log(instance=Page.objects.first(), action="wagtail.edit", user=user)]


def unfinished_form(user: User) -> list[FormState]:
    kind = ContentType.objects.get_for_model(User)
    return [FormState.objects.create(user=user, content_type=kind, data={}, last_updated_at=timezone.now())]


def unfinished_upload(user: User) -> list[UploadedFile]:
    kind = ContentType.objects.get_for_model(User)
    return [UploadedFile.objects.create(for_content_type=kind, file=ContentFile(b"x", f"{word()}.jpg"))]


def set_aside_story(user: User) -> list[Contribution]:
    story = keep_story(ANSWERS, "Is it one?")
    set_aside(story)
    story.refresh_from_db()
    return [story]


def reply() -> Reply:
    return keep_reply(PostPageFactory(), ANSWERS, "")


def contact(user: User) -> list[Contact]:
    answer_to = reply()
    keep_contact("a@a.example", reply=answer_to)
    return [answer_to.contact]


def closed_wave() -> Wave:
    one, now = wave(programme_session(title=word())), timezone.now()
    one.opens_at, one.closes_at, one.released_at = now - timedelta(days=1), now, now
    one.programme_id = programme(word()).pk  # of a programme of its own: a box waits for the last of a run
    one.save()
    return one


def ballot_box(user: User) -> list[Any]:
    one = closed_wave()
    fill(one, 1, useful=4)
    return [one.box, one]


def remark(user: User) -> list[Remark]:
    return [Remark.objects.create(wave=closed_wave(), question="say", text="x", forget_on=days_ahead(90))]


def delivery(user: User) -> list[Any]:
    digest = Digest.objects.create(path=word(), until=timezone.now())
    to = Subscription.objects.create(email=f"{word()}@a.example", lists="all")
    return [Delivery.objects.create(digest=digest, subscription=to), digest]


def item(**more: Any) -> list[Item]:
    source, _ = Source.objects.get_or_create(
        slug="s", defaults={"name": "S", "site_url": "https://s.example/", "feed_url": "https://s.example/f"}
    )
    seen = {"first_seen_at": timezone.now(), "left_feed_at": timezone.now()}
    return [Item.objects.create(source=source, identity=word(), title="T", text="x", **seen, **more)]


def expired_item(user: User) -> list[Item]:
    return item(expired_at=timezone.now())


def ended_task(user: User) -> list[DBTaskResult]:
    pk = refresh_source.enqueue(1).id
    DBTaskResult.objects.filter(pk=pk).update(status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now())
    return [DBTaskResult.objects.get(pk=pk)]


def outgoing_mail(user: User) -> list[OutgoingMail]:
    return [OutgoingMail.objects.create(sender="a@a.example", recipient="b@b.example", message=b"x")]


def reset_mail(user: User) -> list[OutgoingMail]:
    User.objects.filter(pk=user.pk).update(email="edda@a.example")
    with override_settings(EMAIL_BACKEND="recalibrate.mail.queue_backend.QueueEmailBackend"):
        send_reset_mails.call([user.pk])
    return [OutgoingMail.objects.order_by("-pk")[0]]


def now_of(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


PROOFS = [
    Proof(Session, "12 hour", session),
    Proof(AccessAttempt, "1 day", lambda user: [failed_sign_in()]),
    Proof(AccessAttemptExpiration, "1 day", expiration),
    Proof(AccessFailureLog, "1 day", lambda user: [attempt(AccessFailureLog)]),
    Proof(AccessLog, "1 day", lambda user: [attempt(AccessLog)]),
    Proof(PageLogEntry, "3 year", page_log),
    Proof(ModelLogEntry, "3 year", lambda user: [log(instance=user, action="wagtail.edit")]),
    Proof(EditingSession, "1 day", lambda user: [
        EditingSession.objects.create(user=user, last_seen_at=timezone.now(), **of(user))
    ]),
    Proof(FormState, "30 day", unfinished_form),
    Proof(UploadedFile, "1 day", unfinished_upload),
    Proof(Contribution, "90 day", lambda user: [keep_story(ANSWERS, "Is it one?")]),
    Proof(Contribution, "30 day", set_aside_story),
    Proof(Reply, "180 day", lambda user: [reply()]),
    Proof(Contact, "90 day", contact),
    Proof(SpentToken, "2 day", lambda user: [
        SpentToken.objects.create(nonce=word(), digest="d", forget_on=days_ahead(2))
    ]),
    Proof(BallotBox, "90 day", ballot_box),
    Proof(Remark, "90 day", remark),
    Proof(SpentNonce, "2 day", lambda user: [
        SpentNonce.objects.create(nonce=word(), forget_on=days_ahead(2))
    ]),
    Proof(Delivery, "30 day", delivery),
    Proof(SubscriptionRequest, "7 day", lambda user: [SubscriptionRequest.objects.create(fingerprint=word())]),
    Proof(Item, "90 day", lambda user: item(), lambda row: now_of(row).expired_at is not None),
    Proof(Item, "30 day", expired_item, lambda row: now_of(row).text == ""),
    Proof(Item, "365 day", expired_item),
    Proof(OutgoingMail, "7 day", outgoing_mail),
    Proof(OutgoingMail, "4 hour", reset_mail),
    Proof(DBTaskResult, "7 day", ended_task),
]  # fmt: skip


def times(text: str) -> set[str]:
    return {" ".join(found) for found in TIME.findall(text)}


@pytest.mark.parametrize("row", [row for row in ROWS if times(row.kept)], ids=lambda row: row.what)
def test_whatever_the_map_promises_has_a_proof_below(row):
    """Each time for one of its tables, and each table for one of the times."""
    proofs = [proof for proof in PROOFS if proof.model._meta.label in row.models]

    assert {proof.after for proof in proofs} == times(row.kept)
    assert {proof.model._meta.label for proof in proofs} == set(row.models)


def age(rows: Sequence[Any], by: timedelta) -> None:
    """As if they had been made that long ago: every date in them is earlier."""
    for row in rows:
        dated = [field for field in row._meta.concrete_fields if isinstance(field, DateField)]
        earlier = {field.name: getattr(row, field.name) - by for field in dated if getattr(row, field.name)}
        type(row)._base_manager.filter(pk=row.pk).update(**earlier)
        if isinstance(row, UploadedFile):  # its file alone says how old it is
            moment = (timezone.now() - by).timestamp()
            os.utime(row.file.path, (moment, moment))


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: f"{proof.model.__name__} {proof.after}s")
def test_what_is_older_goes_and_what_is_younger_stays(home, proof):
    user = User.objects.create_user("edda")
    number, _, unit = proof.after.partition(" ")
    promised = int(number) * LENGTHS[unit]
    younger, older = proof.plant(user), proof.plant(user)
    age(younger, promised - min(timedelta(days=1), promised / 4))
    age(older, promised + timedelta(minutes=1))
    assert not any(proof.is_gone(row[0]) for row in (younger, older))

    purge(timezone.now())
    forget_what_is_over(timezone.now())

    assert proof.is_gone(older[0])
    assert not proof.is_gone(younger[0])


def test_an_address_that_refuses_mail_three_times_is_forgotten_and_its_mails_say_no_more_whose_they_were(db):
    of_others, theirs = (
        Subscription.objects.create(email=f"{name}@a.example", lists="everything") for name in "ab"
    )
    mail = Delivery.objects.create(
        digest=Digest.objects.create(path="everything", until=timezone.now()), subscription=theirs
    )
    for number in range(18):  # one in twenty may go by machine
        Subscription.objects.create(email=f"{number}@a.example", lists="everything")
    for _ in range(BOUNCES_BEFORE_REMOVAL - 1):
        record_bounce(of_others, "5.1.1")
        record_bounce(theirs, "5.1.1")

    record_bounce(theirs, "5.1.1")

    assert BOUNCES_BEFORE_REMOVAL == 3
    assert Subscription.objects.count() == 19
    assert not Subscription.objects.filter(pk=theirs.pk).exists()
    mail.refresh_from_db()
    assert mail.subscription is None


def test_a_digest_that_is_switched_off_forgets_all_the_same(db):
    """Nothing is sent any more, and still no operator has to think of it."""
    digest = Digest.objects.create(path="everything", until=timezone.now() - timedelta(days=31))
    Delivery.objects.create(digest=digest)

    purge(timezone.now())

    assert not Delivery.objects.exists()
