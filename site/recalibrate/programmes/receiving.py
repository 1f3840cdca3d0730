"""Taking in a form: counted once, or given back with every answer in it. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recalibrate.core.addresses import absolute
from recalibrate.core.lazy_words import lazy_join
from recalibrate.language.distress import is_distressed
from recalibrate.web import anonymous_forms
from recalibrate.web.anonymous_forms import TokenVerdict
from recalibrate.web.client_address import client_address
from recalibrate.web.rate_limit import Limit, count_attempt

from .answers.ballots import Ballot, FreeText, Mistakes, parse_ballot
from .answers.windows import GRACE
from .ballot_box import CannotOpen, count_ballot
from .models import Remark, Wave
from .records.room import REMARK_DAYS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# A hospital shares one address and a course one minute: the limit is each form's own, and holds no one.
SENDINGS, SECONDS = 400, 600

BELOW = _("Your answers are below: press Send again.")
TRAPPED = lazy_join(_("Your browser may have filled in a hidden field. We have emptied it."), BELOW)
EXPIRED = lazy_join(_("This page was open for more than a day."), BELOW)
FORGED = lazy_join(_("Something was missing from the form."), BELOW)
FOREIGN = _("This came from another site. If you wrote it here, your answers are below: press Send again.")
TOO_MANY = lazy_join(_("We are getting a lot of forms. Wait a minute."), BELOW)
BROKEN = lazy_join(
    _("We cannot count answers at the moment. Tell the person who runs the session, or try later."), BELOW
)


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that comes back: why, with which token, and what is wrong where."""

    status: int
    token: str
    words: StrOrPromise = ""
    mistakes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """A form that was counted; `is_new` is false for a copy of one that had been already."""

    is_new: bool


def form_name(wave: Wave) -> str:
    """What a token is for: this wave, and these questions."""
    return f"questions:{wave.pk}:{wave.questionnaire_id}"


def takes_forms(wave: Wave, now: datetime) -> bool:
    """Open, or closed so shortly ago that the form was on a screen. Tokens are given while it is open."""
    if wave.is_called_off or now < wave.opens_at:
        return False
    return now < wave.closes_at + GRACE


def receive_form(request: HttpRequest, wave: Wave, now: datetime) -> Counted | Returned:
    """Who sent it is forgotten before anything is looked at that they sent."""
    is_from_here, address = anonymous_forms.is_from_here(request), client_address(request)
    wait = count_attempt(Limit(form_name(wave), SENDINGS, per=SECONDS), address)
    anonymous_forms.forget_sender(request)
    sent = {name: request.POST.getlist(name) for name in request.POST}
    name, given = form_name(wave), request.POST.get("token", "")
    token = anonymous_forms.read_token(given, name)
    again = anonymous_forms.issue_token(name, is_again=True)
    if not is_from_here:
        return Returned(403, again, FOREIGN)
    if token.verdict is TokenVerdict.EXPIRED:
        return Returned(422, again, EXPIRED)
    if token.verdict is TokenVerdict.FORGED:
        return Returned(422, again, FORGED)
    if any(value.strip() for value in sent.get("website", ())):
        return Returned(422, given, TRAPPED)
    if wait:
        return Returned(429, given, TOO_MANY)
    ballot = parse_ballot(wave.sheet, sent)
    if isinstance(ballot, Mistakes):
        return Returned(422, given, "", ballot.words)
    return count_or_return(wave, ballot, token.nonce, given, now)


def count_or_return(wave: Wave, ballot: Ballot, nonce: str, token: str, now: datetime) -> Counted | Returned:
    worrying = [one for one in ballot.texts if is_distressed(one.text)]
    rest = Ballot(
        ballot.ticks, ballot.people, ballot.pairs, tuple(one for one in ballot.texts if one not in worrying)
    )
    try:
        with transaction.atomic():  # what worries is there with what was counted, or neither is
            is_new = count_ballot(wave, rest, nonce, timezone.localdate(now))
            if is_new and worrying:
                flag(wave, worrying)
    except CannotOpen:
        return Returned(503, token, BROKEN)
    return Counted(is_new)


@transaction.atomic
def flag(wave: Wave, texts: Sequence[FreeText]) -> None:
    """The one exception to the box: it is read today. The mail says that it waits, never what it says."""
    forget_on = timezone.localdate(wave.closes_at) + timedelta(days=REMARK_DAYS)
    Remark.objects.bulk_create(
        Remark(wave=wave, question=one.code, text=one.text, is_worrying=True, forget_on=forget_on)
        for one in texts
    )
    if wave.programme.lead_address:
        what = gettext(
            "A comment on “%(programme)s” may mean that someone is in danger. Please read it today:"
        )
        body = what % {"programme": wave.programme.calendar_name}
        body += f"\n{absolute(reverse('remarks', args=[wave.pk]))}\n\n"
        body += gettext("There is no way to find out who wrote it, or to answer.") + "\n"
        subject = gettext("Please read today: a comment is waiting")
        mail = EmailMessage(subject, body, to=[wave.programme.lead_address])
        get_connection().send_messages([mail])
