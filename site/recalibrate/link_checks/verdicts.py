"""What an answer says about a link. Pure. A link is broken when it has failed twice, a week apart."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from recalibrate.outbound.errors import AddressRefused, AskedToWait, FetchError, TimedOut
from recalibrate.outbound.types import Reached

Verdict = Literal["new", "fine", "moved", "unclear", "doubtful", "broken"]

EVERY = timedelta(days=7)
REFUSALS = frozenset([401, 403, 405, 406, 429, 451, 503])  # said to programs, not to readers
PRIVATE = "It leads into a private network or to an odd port, where we never look."
WORDS = {
    404: "404: there is nothing at this address any more.",
    410: "410: the site says that it is gone for good.",
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
        return LinkAnswer("fine", "It answers.", reached.status)
    words = f"Moved for good to {reached.moved_to}"
    if urlsplit(reached.url).path in ("", "/") and urlsplit(address).path not in ("", "/"):
        words = "The page is gone: its address leads to the site’s front page now."
    return LinkAnswer("moved", words, reached.status, reached.moved_to)


def answer_for_error(trouble: FetchError) -> LinkAnswer:
    """No page, or none that is shown to programs."""
    status = trouble.status
    if isinstance(trouble, AddressRefused):
        return LinkAnswer("unclear", PRIVATE)
    is_checking = "browser check" in str(trouble)
    if is_checking or isinstance(trouble, AskedToWait) or status in REFUSALS:
        asks = "asks for a browser check" if is_checking else "does not answer programs"
        hold = trouble if isinstance(trouble, AskedToWait) and status == 429 else None
        return LinkAnswer("unclear", f"{status}: the site {asks}. Open it to see.", status, hold=hold)
    if isinstance(trouble, TimedOut):
        return LinkAnswer("broken", "It takes too long to answer.")
    if status is not None and status >= 500:
        return LinkAnswer("broken", f"{status}: the site has trouble of its own.", status)
    return LinkAnswer("broken", WORDS.get(status or 0, str(trouble)), status)


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
