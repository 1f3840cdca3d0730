"""A mail server that is stopped, silent or slow, that refuses, or that takes few mails a connection."""

import time
import urllib.parse
import urllib.request
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

from benchmarks.outages.ground import Ground, wait_until
from benchmarks.outages.registry import Seen, outage
from benchmarks.smtp_server import MailServer, serving, silence
from benchmarks.started_site import Reader, asking

MAILS = 60
ALL_WITHIN = 180.0  # seconds after all is well
WORST = 5.0  # seconds for any answer to a reader
SIGN_UPS = 4  # each web process has four threads
WAITS = "the site goes on; nothing is counted, and when all is well each arrives once"

PLANT = f"""
from django.utils import timezone
from recalibrate.digest.models import Delivery, Digest, DigestSettings, Subscription
from recalibrate.digest.tasks import send_digests
from recalibrate.mail.models import MailServer, OutgoingMail
for model in (Delivery, Digest, Subscription, MailServer, OutgoingMail):
    model.objects.all().delete()
DigestSettings.objects.update_or_create(defaults={{"is_on": True}})
Subscription.objects.bulk_create(Subscription(email=f"s{{n}}@x.example", lists="all") for n in range({MAILS}))
digest = Digest.objects.create(path="all", until=timezone.now(), subject="S", text="T", html="H")
Delivery.objects.bulk_create(Delivery(digest=digest, subscription=one) for one in Subscription.objects.all())
send_digests.enqueue()
"""
# What lies further ahead than an outage of a minute is brought forward, as time would.
HURRY = """
from django.utils import timezone
from recalibrate.digest.models import Delivery
from recalibrate.mail.models import MailServer, OutgoingMail
MailServer.objects.update(again_at=timezone.now())
OutgoingMail.objects.update(not_before=timezone.now())
Delivery.objects.update(not_before=timezone.now())
"""
LOOK = """
from django.db.models import Sum
from recalibrate.digest.models import Delivery, Subscription
states = list(Delivery.objects.values_list("state", flat=True))
print(*(states.count(state) for state in ("sent", "waiting", "failed", "uncertain")),
      Subscription.objects.aggregate(Sum("bounces"))["bounces__sum"] or 0)
"""


class State(NamedTuple):
    sent: int
    waiting: int
    failed: int
    uncertain: int
    blamed: int


def look(ground: Ground) -> State:
    return State(*map(int, ground.python(LOOK).split()))


def sign_up(ground: Ground, number: int) -> float:
    """The seconds that a reader waits for the answer."""
    form = urllib.parse.urlencode({"email": f"r{number}@x.example", "paths": "everything"}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{ground.web_port}/by-email/", form)
    began = time.monotonic()
    with urllib.request.urlopen(request, timeout=30) as answer:
        answer.read()
    return time.monotonic() - began


def tried(ground: Ground, bad: AbstractContextManager[object], *, taken: MailServer | None = None) -> Seen:
    """While `bad` lasts, readers read and sign up; then a server that takes all, unless `bad` did."""
    ground.python(PLANT)
    with bad, asking([Reader(ground.web_port, path) for path in ("/", "/healthz")]):
        posts = [sign_up(ground, number) for number in range(SIGN_UPS)]
        time.sleep(ground.seconds)
        during = look(ground)
        if taken is not None:
            finish(ground)
    if taken is None:
        with serving(MailServer(port=ground.mail_port)) as taken:
            finish(ground)
    return told(during, look(ground), posts, taken)


def finish(ground: Ground) -> None:
    def is_over() -> bool:
        if is_left := look(ground).waiting > 0:
            ground.python(HURRY)
        return not is_left

    wait_until(is_over, within=ALL_WITHIN)


def told(during: State, after: State, posts: list[float], taken: MailServer) -> Seen:
    digest = Counter(to for to in taken.recipients if to.startswith("s"))
    twice = sum(count > 1 for count in digest.values())
    words = (
        f"meanwhile {during.sent} sent, {during.waiting} wait; in the end {after.sent} of {MAILS} arrived,"
        f" {twice} twice, {after.failed} failed, {after.uncertain} perhaps sent, {after.blamed} blamed;"
        f" a sign-up answered in {max(posts):.1f} s at most"
    )
    is_whole = after.sent + after.failed == MAILS and not twice and not after.uncertain
    return Seen(words, is_whole and after.failed == after.blamed <= 1 and max(posts) <= WORST)


@outage("Mail server stopped", promise=WAITS)
def stopped(ground: Ground) -> Seen:
    return tried(ground, nullcontext())


@outage("Mail server silent", promise=WAITS)
def silent(ground: Ground) -> Seen:
    return tried(ground, silence(ground.mail_port))


@outage("Mail server refuses the sender", promise=WAITS)
def refused_sender(ground: Ground) -> Seen:
    refusing = MailServer(port=ground.mail_port, sender=lambda address: "550 5.7.1 not you")
    return tried(ground, serving(refusing))


@outage("Mail server refuses one recipient", promise="that one is counted, and every other arrives once")
def refused_recipient(ground: Ground) -> Seen:
    here = MailServer(port=ground.mail_port)
    here.recipient = lambda address: "550 5.1.1 unknown" if address.startswith("s7@") else "250 yes"
    return tried(ground, serving(here), taken=here)


@outage("Mail server slow", promise="the site goes on; each arrives once")
def slow(ground: Ground) -> Seen:
    here = MailServer(port=ground.mail_port)

    def slowly(address: str) -> str:
        time.sleep(0.5)
        return "250 yes"

    here.recipient = slowly
    return tried(ground, serving(here), taken=here)


@outage("A relay of 20 mails a connection", promise="each arrives once, in one go")
def relay(ground: Ground) -> Seen:
    here = MailServer(port=ground.mail_port, per_connection=20)
    return tried(ground, serving(here), taken=here)


@outage("Greylisting", promise="each is asked again later, and arrives once")
def greylist(ground: Ground) -> Seen:
    here, known = MailServer(port=ground.mail_port), set[str]()

    def later_once(address: str) -> str:
        if address in known:
            return "250 yes"
        known.add(address)
        return "451 4.7.1 later"

    here.recipient = later_once
    return tried(ground, serving(here), taken=here)
