"""A link by which the forum reads a report before the board has met: for some days, by who has it.

Nothing is stored. The link carries its report and its last day, signed with the site’s key; publishing the
report ends it, since it then leads to the page that everybody may read.
"""

from dataclasses import dataclass
from datetime import date

from django.core import signing
from django.urls import reverse

from recalibrate.core.addresses import absolute

SIGNER = signing.Signer(salt="recalibrate.guardian.views.preview")
DAYS = (3, 7, 14)  # how long a link may last


class NotOurs(ValueError):
    """A link that this site never made, or one that was changed on its way."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """To read one report up to and including one day."""

    report: int
    until: date

    def has_expired(self, today: date) -> bool:
        return today > self.until

    @property
    def url(self) -> str:
        token = SIGNER.sign_object([self.report, self.until.isoformat()])
        return absolute(reverse("guardian-preview", args=[token]))


def read_invitation(token: str) -> Invitation:
    """The invitation that `token` carries, expired or not; raises NotOurs."""
    try:
        report, until = SIGNER.unsign_object(token)
        return Invitation(report, date.fromisoformat(until))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotOurs("This link was not made here.") from error
