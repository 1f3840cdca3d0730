"""What an answer says about a link. Pure. A link is broken when it has failed twice, a week apart."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from recalibrate.outbound.errors import AddressRefused, AskedToWait, FaultKind, FetchError, TimedOut
from recalibrate.outbound.types import Reached
from recalibrate.translation import gettext, gettext_noop

Verdict = Literal["new", "fine", "moved", "unclear", "doubtful", "broken"]

# Also between the two failures that make one broken: a site that is away for days is not.
EVERY = timedelta(days=7)
REFUSALS = frozenset([401, 403, 405, 406, 429, 451, 503])  # said to programs, not to readers
PRIVATE = gettext_noop("It leads to a private network or an unusual port. We never look there.")
WORDS = {
    404: gettext_noop("404: there is nothing at this address any more."),
    410: gettext_noop("410: the site says it is gone for good."),
}


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """What became of one look. `is_certain` needs no second look: we know it ourselves."""

    verdict: Verdict
    words: str = ""
    status: int | None = None
    moved_to: str = ""
    is_certain: bool = False
    hold: AskedToWait | None = None  # the whole host asks us to come less often


def answer_for_page(address: str, reached: Reached) -> LinkAnswer:
    """There is a page; perhaps elsewhere, for good."""
    if not reached.moved_to or _is_same(address, reached.moved_to):
        return LinkAnswer("fine", gettext("It works."), reached.status)
    words = gettext("Moved for good to {moved_to}").format(moved_to=reached.moved_to)
    if urlsplit(reached.url).path in ("", "/") and urlsplit(address).path not in ("", "/"):
        words = gettext("The page is gone. Its address now leads to the site’s front page.")
    return LinkAnswer("moved", words, reached.status, reached.moved_to)


def answer_for_error(trouble: FetchError) -> LinkAnswer:
    """No page, or none that is shown to programs."""
    status = trouble.status
    if isinstance(trouble, AddressRefused):
        return LinkAnswer("unclear", gettext(PRIVATE))
    is_checking = trouble.kind is FaultKind.BROWSER_CHECK
    if is_checking or isinstance(trouble, AskedToWait) or status in REFUSALS:
        checks = gettext("{status}: the site asks for a browser check. Open it to see.")
        silent = gettext("{status}: the site does not answer programs. Open it to see.")
        hold = trouble if isinstance(trouble, AskedToWait) and status == 429 else None
        words = (checks if is_checking else silent).format(status=status)
        return LinkAnswer("unclear", words, status, hold=hold)
    if isinstance(trouble, TimedOut):
        return LinkAnswer("broken", gettext("It takes too long to answer."))
    if status is not None and status >= 500:
        words = gettext("{status}: the site has a problem.").format(status=status)
        return LinkAnswer("broken", words, status)
    known = WORDS.get(status or 0)
    return LinkAnswer("broken", gettext(known) if known else str(trouble), status)


def verdict_for(answer: LinkAnswer, failing_since: datetime | None, now: datetime) -> Verdict:
    """What to call the link now, given since when every look at it has failed."""
    if answer.verdict != "broken" or answer.is_certain:
        return answer.verdict
    is_lasting = failing_since is not None and now - failing_since >= EVERY
    return "broken" if is_lasting else "doubtful"


def _is_same(one: str, other: str) -> bool:
    """Whether only the scheme, “www.” or a slash at the end differ: nothing that an editor need mend."""
    return _bare(one) == _bare(other)


def _bare(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
