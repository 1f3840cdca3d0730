"""Whether mail gets out: what the server says to us, what waits, and whom it refused."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from recalibrate.digest.models import Delivery, Digest, State, Subscription
from recalibrate.mail.models import MailServer, OutgoingMail

from .check_result import CheckResult, CheckStatus, critical, ok, warning

SOON, WAITS_LONG = timedelta(minutes=15), timedelta(hours=2)
A_WEEK = timedelta(days=7)  # since the last weekly e-mail: the words say “this week’s”
ORDER = [CheckStatus.CRITICAL, CheckStatus.WARNING, CheckStatus.OK]


def check_mail(now: datetime) -> CheckResult:
    """The worst of what is found, or that nothing is."""
    found = [finding for look_at in (_server, _outgoing, _digests, _refused) for finding in look_at(now)]
    return min(
        found,
        key=lambda each: ORDER.index(each.verdict),
        default=ok(gettext("No e-mail is waiting or came back.")),
    )


def _server(now: datetime) -> Iterator[CheckResult]:
    for server in MailServer.objects.all():
        words = gettext("%(trouble)s It said: %(words)s") % {"trouble": server, "words": server.words}
        if server.trouble == MailServer.Trouble.SENDER:
            to_do = gettext(
                "Is our address allowed to send through it (RECALIBRATE_FROM_EMAIL, the log-in in EMAIL_URL)?"
            )
            yield critical(
                words,
                gettext("%(to_do)s Every e-mail is waiting, and we will try again.") % {"to_do": to_do},
                server.since,
            )
        elif server.since <= now - SOON:
            yield critical(
                words,
                gettext("Is it running, and can this machine reach it? Every e-mail is waiting."),
                server.since,
            )
        else:
            yield warning(words, gettext("We are trying again. Every e-mail is waiting."), server.since)


def _outgoing(now: datetime) -> Iterator[CheckResult]:
    waiting = OutgoingMail.objects.filter(queued_at__lt=now - SOON)
    for are_untried, to_do, rows in (
        (True, gettext("Start another worker."), waiting.filter(attempts=0)),
        (False, gettext("We try again for a week. The log says why."), waiting.filter(attempts__gt=0)),
    ):
        if count := rows.count():
            since = rows.aggregate(first=Min("queued_at"))["first"]
            yield critical(_untried(count) if are_untried else _not_taken(count), to_do, since)


def _untried(count: int) -> str:
    text = ngettext(
        "%(count)d e-mail has waited for 15 minutes.", "%(count)d e-mails have waited for 15 minutes.", count
    )
    return text % {"count": count}


def _not_taken(count: int) -> str:
    text = ngettext("%(count)d e-mail is not sent yet.", "%(count)d e-mails are not sent yet.", count)
    return text % {"count": count}


def _digests(now: datetime) -> Iterator[CheckResult]:
    if digest := Digest.objects.filter(finished_at=None).exclude(trouble="").first():
        day = date_format(timezone.localtime(digest.until), "j F")
        words = gettext("Most copies of the weekly e-mail of %(day)s were refused: %(trouble)s") % {
            "day": day,
            "trouble": digest.trouble,
        }
        to_do = gettext("Is the sender’s address allowed to send (SPF, DKIM, the relay’s rules)? ")
        to_do += gettext("They are waiting, and no address is blamed.")
        yield critical(words, to_do, digest.until)
    waiting = Delivery.objects.to_send(now - WAITS_LONG)
    if count := waiting.count():
        since = waiting.aggregate(first=Min("not_before"))["first"]
        yield critical(
            gettext("%(mails)s of the weekly e-mail have waited for two hours.") % {"mails": _mails(count)},
            gettext("Is a worker running?"),
            since,
        )
    ended = Delivery.objects.filter(not_before__gt=now - A_WEEK)
    if count := ended.filter(state=State.GIVEN_UP).count():
        yield warning(
            gettext("%(mails)s of this week’s e-mail were not accepted in five days.")
            % {"mails": _mails(count)},
            gettext("The log says why."),
        )
    if count := ended.filter(state=State.FAILED).count():
        to_do = gettext("We delete addresses that refuse three times in a row, a few each week.")
        yield warning(
            gettext("%(mails)s of this week’s e-mail went to addresses that do not exist.")
            % {"mails": _mails(count)},
            to_do,
        )


def _refused(now: datetime) -> Iterator[CheckResult]:
    if count := Subscription.objects.refused().count():
        to_do = gettext("Decide what to do with them under Reports, Weekly e-mail.")
        yield warning(
            gettext("%(count)s subscriptions were refused three times and get no e-mail.") % {"count": count},
            to_do,
        )


def _mails(count: int) -> str:
    return ngettext("{} mail", "{} mails", count).format(count)
