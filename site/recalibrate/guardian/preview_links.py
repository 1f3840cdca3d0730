"""A link by which the forum reads a report before the board has met: for some days, by who has it.

The link carries its report, the version that it shows, whom it was made for and its last day, signed with the site’s
key. Of it the page’s log keeps only when links were made and taken back: taking back ends all that were made before.
Publishing the report ends it too, since it then leads to the page that everyone may read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core import signing
from django.db.models import Max
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

from recalibrate.core.addresses import absolute

SIGNER = signing.Signer(salt="recalibrate.guardian.views.preview")
INVITED, REVOKED = "guardian.invite", "guardian.revoke"
DAYS = (3, 7, 14)  # how long a link may last


class NotOurs(ValueError):
    """A link that this site never made, or one that was changed on its way."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """To read one version of one report up to and including one day."""

    report: int
    until: date
    revision: int = 0  # the version of its words; 0 in links made before 0.4, which show the latest
    made_for: str = ""  # as its maker says it: a role or a group, no address
    made_at: str = ""  # in ISO 8601, UTC
    figures: str = ""  # which figures readers would have seen then

    def has_expired(self, today: date) -> bool:
        return today > self.until

    @property
    def url(self) -> str:
        rest = [self.revision, self.made_for, self.made_at, self.figures]
        token = SIGNER.sign_object([self.report, self.until.isoformat(), *rest])
        return absolute(reverse("guardian-preview", args=[token]))


def read_invitation(token: str) -> Invitation:
    """The invitation that `token` carries, expired or not; raises NotOurs."""
    try:
        report, until, *rest = SIGNER.unsign_object(token)
        return Invitation(report, date.fromisoformat(until), *rest)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotOurs("This link was not made here.") from error


def fingerprint(figures: Iterable[object]) -> str:
    """The same for the same public figures."""
    return sha256("\n".join(sorted(map(repr, figures))).encode()).hexdigest()[:16]


def make_known(report: Page, invitation: Invitation, user: Any) -> None:
    """For the page's log: that a link was made, for whom and until when."""
    data = {"made_for": invitation.made_for, "until": invitation.until.isoformat()}
    log(instance=report, action=INVITED, user=user, data=data)


def revoke_all(report: Page, user: Any) -> None:
    log(instance=report, action=REVOKED, user=user)


def is_revoked(invitation: Invitation) -> bool:
    """Whether links of its report have been taken back since it was made."""
    taken_back = PageLogEntry.objects.filter(page=invitation.report, action=REVOKED)
    last = taken_back.aggregate(last=Max("timestamp"))["last"]
    return bool(last) and (not invitation.made_at or datetime.fromisoformat(invitation.made_at) <= last)


def links_that_work(report: Page, today: date) -> list[dict[str, Any]]:
    """For whom and until when, newest first."""
    entries = PageLogEntry.objects.filter(page=report.pk, action__in=[INVITED, REVOKED]).order_by("timestamp")
    found: list[dict[str, Any]] = []
    for entry in entries:
        until = date.fromisoformat(entry.data["until"]) if entry.action == INVITED else today
        if entry.action == REVOKED:
            found = []
        elif until >= today:
            found = [{"made_for": entry.data["made_for"], "until": until}, *found]
    return found
