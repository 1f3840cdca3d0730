"""The worker that ships is killed while it refreshes sources and sends a digest; then it is done again.

    python -m benchmarks.worker_kills [kills] [sources]

On SQLite, or on what DATABASE_URL names (emptied first). Each time there is a new digest, every document has
one more entry, both tasks wait, and `manage.py work` is killed at a moment drawn by chance after it took one.
Then leases, claims and signs of life are put back by an hour, as time would, and what the clock does follows.
Mails go to an SMTP server of our own. A kill counts if a task was in hand.

A task that three workers died with is given up, and the next tick leaves a new one; how many is printed.

Exits non-zero if an entry is missing or there twice, if a mail came twice, if one is missing that is not
noted as perhaps sent (a kill leaves one at most), or if a task is still waiting or in hand at the end.
"""

import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from tempfile import TemporaryDirectory

from benchmarks import feed_farm
from benchmarks.feeds_kill import missing
from benchmarks.throwaway_site import count_items, make_due, process, set_up

ENTRIES, SUBSCRIBERS = 20, 100
TRIES = 3  # for every kill that counts
WITHIN = 1.5  # seconds after the first task was taken
WORK = (
    "from django.conf import settings; from django.core.management import call_command; "
    "settings.MAIL_TRANSPORT = 'recalibrate.mail.smtp_backend.SmtpEmailBackend'; "
    "settings.EMAIL_HOST = '127.0.0.1'; settings.EMAIL_PORT = {}; call_command('work')"
)


def main(kills: int, sources: int) -> int:
    received = Counter[tuple[str, str]]()
    with TemporaryDirectory() as name, feed_farm.serving(Path(name)) as port, smtp(received) as smtp_port:
        folder, work = Path(name), WORK.format(smtp_port)
        feed_farm.plant(folder, feeds=sources, entries=ENTRIES)
        set_up(folder, [f"{feed_farm.host(number)}:{port}" for number in range(sources)])
        subscribe()
        killed = edition = 0
        while killed < kills and edition < kills * TRIES:
            edition += 1
            feed_farm.plant(folder, feeds=sources, entries=ENTRIES, edition=edition)
            leave_work(edition)
            killed += kill_one(work)
            let_time_pass()
        let_one_finish(work)
        lacking = sum(map(bool, map(missing, range(sources), [edition] * sources)))
        items, doubled, _ = count_items()
        given_up, left = tasks_that("FAILED"), tasks_that("READY") + tasks_that("RUNNING")
        noted = Counter(states())
    wanted = SUBSCRIBERS * edition
    twice = sum(count > 1 for count in received.values())
    unknown = wanted - noted["sent"]
    print(
        f"{killed} workers killed with a task in hand ({edition} tries): {items} items, {doubled} doubled, "
        f"{lacking} of {sources} sources lack an entry; {len(received)} of {wanted} mails, {twice} twice, "
        f"{noted['sent']} noted as sent, {noted['uncertain']} as perhaps sent; "
        f"{given_up} tasks given up, {left} left"
    )
    is_accounted_for = noted["sent"] <= len(received) and unknown == noted["uncertain"] <= edition
    return int(killed < kills or doubled + lacking + twice + left > 0 or not is_accounted_for)


def subscribe() -> None:
    """The pages that a mail needs, and who gets it."""
    from django_tasks_db.models import DBTaskResult

    from benchmarks.sqlite_crowd import plant_pages
    from recalibrate.digest.models import Subscription

    plant_pages()
    DBTaskResult.objects.all().delete()  # what making the pages left to do
    Subscription.objects.bulk_create(
        Subscription(email=f"s{number}@x.example", lists="all") for number in range(SUBSCRIBERS)
    )


def leave_work(edition: int) -> None:
    """What the clock leaves a worker: a digest to send, and sources that are due, once each."""
    from django.utils import timezone

    from feeds.tasks import refresh_due_sources
    from recalibrate.digest.models import Delivery, Digest, Subscription
    from recalibrate.digest.tasks import send_digests
    from recalibrate.operations.scheduler import is_under_way

    now = timezone.now()
    digest = Digest.objects.create(path=f"all/{edition}", until=now, subject=f"{edition}", text="T", html="H")
    Delivery.objects.bulk_create(
        Delivery(digest=digest, subscription=one) for one in Subscription.objects.all()
    )
    make_due()
    for task in random.sample([send_digests, refresh_due_sources], 2):
        if not is_under_way(task.module_path):
            task.enqueue()


def kill_one(work: str) -> bool:
    worker = process(work)
    while worker.poll() is None and not tasks_that("RUNNING"):
        time.sleep(0.01)
    time.sleep(random.uniform(0, WITHIN))
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    return tasks_that("RUNNING") > 0


def tasks_that(status: str) -> int:
    from django.db import connection
    from django_tasks_db.models import DBTaskResult

    connection.close()
    return DBTaskResult.objects.filter(status=status).count()


def let_time_pass() -> None:
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from recalibrate.digest.models import Delivery
    from recalibrate.operations.models import Worker
    from recalibrate.operations.reap import reap_abandoned_tasks

    now = timezone.now()
    Worker.objects.update(seen_at=now - timedelta(hours=1))
    DBTaskResult.objects.filter(status="RUNNING").update(started_at=now - timedelta(hours=1))
    Delivery.objects.filter(state="sending").update(claimed_at=now - timedelta(hours=1))
    Delivery.objects.filter(state="waiting").exclude(claimed_at=None).update(
        claimed_at=now - timedelta(hours=1)
    )
    make_due()
    reap_abandoned_tasks(now)


def let_one_finish(work: str) -> None:
    """What a clock and a worker that no one kills do in the end."""
    from feeds.tasks import refresh_due_sources
    from recalibrate.digest.tasks import send_digests

    for task in (refresh_due_sources, send_digests):
        task.enqueue()
    worker = process(work)
    while worker.poll() is None and tasks_that("READY") + tasks_that("RUNNING"):
        time.sleep(0.1)
    worker.send_signal(signal.SIGTERM)
    worker.wait(timeout=60)


def states() -> list[str]:
    from recalibrate.digest.models import Delivery

    return list(Delivery.objects.values_list("state", flat=True))


@contextmanager
def smtp(received: Counter[tuple[str, str]]) -> Iterator[int]:
    """The port of a server that takes every mail and counts it by subject and recipient."""

    class Session(StreamRequestHandler):
        def handle(self) -> None:
            with suppress(ConnectionResetError):  # the sender was killed
                self.converse()

        def converse(self) -> None:
            self.say("220 here")
            recipient = ""
            while line := self.rfile.readline().decode().strip():
                match line.upper().split(":")[0].split()[0]:
                    case "RCPT":
                        recipient = line.partition("<")[2].rstrip(">")
                        self.say("250 yes")
                    case "DATA":
                        self.say("354 go on")
                        subject = self.read_subject()
                        if subject is None:
                            break
                        received[subject, recipient] += 1
                        self.say("250 taken")
                    case "QUIT":
                        self.say("221 bye")
                        break
                    case _:
                        self.say("250 yes")

        def read_subject(self) -> str | None:
            """None if the sender went away in the middle."""
            subject = ""
            while line := self.rfile.readline():
                if line == b".\r\n":
                    return subject
                if line.startswith(b"Subject: "):
                    subject = line[9:].decode().strip()
            return None

        def say(self, words: str) -> None:
            with suppress(OSError):
                self.wfile.write(f"{words}\r\n".encode())

    with ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [50, 30][len(numbers) :])))
