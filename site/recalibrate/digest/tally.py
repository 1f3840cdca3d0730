"""Whether a refusal is one address's or ours: known only beside the answers to the others."""

from collections import Counter

from recalibrate.mail.smtp_replies import Cause, SmtpReply

from .models import Delivery, Digest

ASKED_AT_LEAST = 10  # before a batch is stopped in its middle
REFUSED_AT_LEAST = 3  # one or two refusals are about the addresses, not about us


class Tally:
    """The answers to one batch. When most of a digest's mails are refused, the fault is taken to be ours.

    A mail that its address asks to have later (4xx) is none of the refusals.
    """

    def __init__(self) -> None:
        self.later: list[Delivery] = []
        self.refused: list[tuple[Delivery, SmtpReply]] = []
        self.stopped: dict[Digest, SmtpReply] = {}
        self._asked, self._taken, self._refused = Counter[Digest](), Counter[Digest](), Counter[Digest]()

    @property
    def taken(self) -> int:
        return self._taken.total()

    @property
    def going_well(self) -> list[Digest]:
        return [digest for digest in self._taken if digest not in self.stopped]

    def add(self, delivery: Delivery, reply: SmtpReply) -> None:
        digest = delivery.digest
        self._asked[digest] += 1
        if reply.is_taken:
            self._taken[digest] += 1
        elif reply.cause is Cause.MESSAGE or reply.is_no_such_address:
            self._refused[digest] += 1
            self.refused.append((delivery, reply))
        elif reply.cause is Cause.RECIPIENT:
            self.later.append(delivery)
        if self._asked[digest] >= ASKED_AT_LEAST:
            self._judge(digest, reply)

    def is_stopped(self, digest: Digest) -> bool:
        return digest in self.stopped

    def close(self) -> None:
        """No more answers come: judge by those that did."""
        for delivery, reply in self.refused:
            self._judge(delivery.digest, reply)

    def _judge(self, digest: Digest, reply: SmtpReply) -> None:
        refused = self._refused[digest]
        # Most of ten mailboxes at different providers do not end in one week: the fault is the letter's, or ours.
        if refused >= REFUSED_AT_LEAST and 2 * refused > self._asked[digest] and not reply.is_taken:
            self.stopped[digest] = reply
