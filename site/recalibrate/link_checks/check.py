"""Looking whether anybody still answers where published pages lead: politely, and never two of us at once."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext_lazy

from feeds.models import HostHold
from feeds.pipeline import schedule
from feeds.pipeline.addresses import MAX_URL
from feeds.refreshing.store import hold_host
from recalibrate.core.isolate import attempt_isolated, each_isolated, error_boundary
from recalibrate.outbound.concurrency import PAUSE, run_per_host
from recalibrate.outbound.errors import FetchError
from recalibrate.outbound.fetch import reach
from recalibrate.outbound.site_policy import policy
from recalibrate.outbound.types import Reached
from recalibrate.text.clean import clean_line

from .models import LEASE, Link
from .ours import check_own_address
from .verdicts import EVERY, LinkAnswer, answer_for_error, answer_for_page, verdict_for

LOOKING = error_boundary("looking", gettext_lazy("could not be looked at, among the links of pages"))
AT_A_TIME = 60  # so that sources do not wait long for the worker
FAILING = ("doubtful", "broken")

Reach = Callable[[str], Reached]


def polite_reach(address: str) -> Reached:
    return reach(address, policy())


def check_links_that_are_due(
    now: datetime | None = None, *, reach: Reach = polite_reach, pause: float = PAUSE
) -> int:
    """Look at links that are due; how many that were."""
    moment = now or timezone.now()
    return check_links(list(Link.objects.due(moment)[:AT_A_TIME]), now=moment, reach=reach, pause=pause)


def check_links(
    links: Iterable[Link], *, now: datetime, reach: Reach = polite_reach, pause: float = PAUSE
) -> int:
    """Look at these, one at a time for a host. Only fetching happens in threads; all is stored here."""
    jobs: list[tuple[str, Callable[[], Link | None]]] = []

    def begin(link: Link) -> int:
        if host_of(link):
            jobs.append((link.address, partial(claim_link, link, now)))
        elif claim_link(link, now):
            record_answer(link, check_own_address(link.address), now)
            return 1
        return 0

    count = sum(each_isolated(links, begin, LOOKING, in_transaction=True))
    for link, outcome in run_per_host(jobs, partial(_look, reach=reach), pause=pause):
        count += attempt_isolated(link, partial(_take, outcome=outcome, now=now), LOOKING, 0)
    return count


def _take(link: Link, *, outcome: Any, now: datetime) -> int:
    record_answer(link, outcome.result(), now)
    return 1


def host_of(link: Link) -> str:
    """Whom to ask; "" for what is ours."""
    return urlsplit(link.address).hostname or ""


def claim_link(link: Link, now: datetime) -> Link | None:
    """Take the link for ourselves; None if another worker has it, or its host asked us to wait."""
    asked = Link.objects.due(now).order_by().filter(pk=link.pk, next_check_at=link.next_check_at)
    hold = HostHold.objects.standing(now).filter(host=host_of(link)).first()
    if hold:
        asked.update(next_check_at=hold.held_until)
        return None
    return link if asked.update(leased_until=now + LEASE) else None


def _look(link: Link, *, reach: Reach) -> LinkAnswer:
    """Touches no row."""
    try:
        return answer_for_page(link.address, reach(link.address))
    except FetchError as trouble:
        return answer_for_error(trouble)


def record_answer(link: Link, answer: LinkAnswer, now: datetime) -> None:
    """Store what became of it, and when to look again."""
    if answer.hold:
        wait = schedule.after_being_asked_to_wait(now, answer.hold.retry_after, chance=0.5)
        hold_host(answer.hold.host, wait.at, now)
    is_failing = link.verdict in FAILING
    verdict = verdict_for(answer, link.since if is_failing else None, now)
    is_as_before = verdict == link.verdict or (is_failing and verdict in FAILING)
    link.since = None if verdict == "fine" else link.since if is_as_before else now
    link.verdict, link.words, link.status = verdict, clean_line(answer.words)[:500], answer.status
    link.moved_to = answer.moved_to[:MAX_URL]
    link.checked_at, link.next_check_at, link.leased_until = now, now + EVERY, None
    if verdict != "broken":
        link.reported_at = None
    link.save()
