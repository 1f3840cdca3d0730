"""Whether mail gets out: what the server says to us, what waits, and whom it refused."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from recalibrate.digest.models import Delivery, Digest, State, Subscription
from recalibrate.mail.models import MailServer, OutgoingMail

from .check_result import CheckResult, CheckStatus, critical, ok, warning

SOON, WAITS_LONG = timedelta(minutes=15), timedelta(hours=2)
A_WEEK = timedelta(days=7)
ORDER = [CheckStatus.CRITICAL, CheckStatus.WARNING, CheckStatus.OK]


def check_mail(now: datetime) -> CheckResult:
    """The worst of what is found, or that nothing is."""
    found = [finding for look_at in (_server, _outgoing, _digests, _refused) for finding in look_at(now)]
    return min(found, key=lambda each: ORDER.index(each.verdict), default=ok("No mail waits or came back."))


def _server(now: datetime) -> Iterator[CheckResult]:
    for server in MailServer.objects.all():
        words = f"{server} It said: {server.words}"
        if server.trouble == MailServer.Trouble.SENDER:
            to_do = "May the sender’s address send by it (RECALIBRATE_FROM_EMAIL, the log-in in EMAIL_URL)?"
            yield critical(words, f"{to_do} Every mail waits, and is tried again.", server.since)
        elif server.since <= now - SOON:
            yield critical(
                words, "Does it run, and does this machine reach it? Every mail waits.", server.since
            )
        else:
            yield warning(words, "It is asked again by itself; every mail waits.", server.since)


def _outgoing(now: datetime) -> Iterator[CheckResult]:
    waiting = OutgoingMail.objects.filter(queued_at__lt=now - SOON)
    for words, to_do, rows in (
        ("have waited for 15 minutes.", "Start another worker.", waiting.filter(attempts=0)),
        (
            "were not taken yet.",
            "They are tried again for a week; the log says why.",
            waiting.filter(attempts__gt=0),
        ),
    ):
        if count := rows.count():
            yield critical(f"{_mails(count)} {words}", to_do, rows.aggregate(first=Min("queued_at"))["first"])


def _digests(now: datetime) -> Iterator[CheckResult]:
    if digest := Digest.objects.filter(finished_at=None).exclude(trouble="").first():
        day = date_format(timezone.localtime(digest.until), "j F")
        words = f"Most mails of the digest of {day} were refused: {digest.trouble}"
        to_do = "Is the sender’s address allowed to send (SPF, DKIM, the relay’s rules)? "
        to_do += "They wait, and no address is blamed."
        yield critical(words, to_do, digest.until)
    waiting = Delivery.objects.to_send(now - WAITS_LONG)
    if count := waiting.count():
        since = waiting.aggregate(first=Min("not_before"))["first"]
        yield critical(
            f"{_mails(count)} of the digest have waited for two hours.", "Is a worker there?", since
        )
    ended = Delivery.objects.filter(not_before__gt=now - A_WEEK)
    if count := ended.filter(state=State.GIVEN_UP).count():
        yield warning(
            f"{_mails(count)} of this week’s digests were not taken in five days.", "The log says why."
        )
    if count := ended.filter(state=State.FAILED).count():
        to_do = "Addresses that refuse three times in a row are deleted, a few a week."
        yield warning(f"{_mails(count)} of this week’s digests went to addresses that there are not.", to_do)


def _refused(now: datetime) -> Iterator[CheckResult]:
    if count := Subscription.objects.refused().count():
        to_do = "They stand under Reports, E-mail digest: decide about them."
        yield warning(f"{count} subscriptions were refused three times and get no mail.", to_do)


def _mails(count: int) -> str:
    return ngettext("{} mail", "{} mails", count).format(count)
