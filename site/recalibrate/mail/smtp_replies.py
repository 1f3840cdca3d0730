"""What a mail server's answer means, and which is its cause: connection, sender or recipient."""

import re
from dataclasses import dataclass
from enum import StrEnum
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from recalibrate.infra.logging import without_people

SHUTTING_DOWN = 421  # RFC 5321, 4.2.3: said of the connection, whatever was asked
# RFC 3463: 5.1.x is about an address; .7 and .8 are about the sender's.
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
ABOUT_THE_SENDER = ("7", "8")


class Cause(StrEnum):
    """What a refusal is about, and so which mails have to wait."""

    CONNECTION = "connection"  # every mail waits
    SENDER = "sender"  # every mail waits, and the operator has to act
    RECIPIENT = "recipient"  # this address has a say of its own
    MESSAGE = "message"  # this mail was not liked: its words, or a rule of that server
    UNKNOWN = "unknown"  # the connection broke after the final dot: it may have been taken


@dataclass(frozen=True, slots=True)
class SmtpReply:
    """What became of one mail."""

    cause: Cause | None = None  # None: it was taken
    code: int = 0
    status: str = ""
    words: str = ""

    @property
    def is_taken(self) -> bool:
        return self.cause is None

    @property
    def is_final(self) -> bool:
        # RFC 5321, 4.2.1: 5yz is for good, 4yz for now.
        return self.code >= 500

    @property
    def is_no_such_address(self) -> bool:
        """The only answer that counts against an address: 5.1.x when the recipient was named."""
        return self.cause is Cause.RECIPIENT and self.is_final

    def __str__(self) -> str:
        return " ".join(filter(None, [str(self.code or ""), self.status])) or self.words


TAKEN = SmtpReply()


def reply_of(error: Exception, *, may_have_it: bool) -> SmtpReply:
    """The reply behind an exception. `may_have_it`: the whole mail had left when the connection broke."""
    match error:
        case SMTPRecipientsRefused():
            code, reason = next(iter(error.recipients.values()))
            return _refusal(_of_recipient(code, reason), code, reason)
        case SMTPSenderRefused() | SMTPAuthenticationError():
            is_ours = error.smtp_code >= 500
            cause = Cause.SENDER if is_ours else Cause.CONNECTION
            return _refusal(cause, error.smtp_code, error.smtp_error)
        case SMTPDataError():
            # 421 may answer any command (RFC 5321, 3.8); less than 400 is no refusal: the two are out of step.
            is_over = error.smtp_code < 400 or error.smtp_code == SHUTTING_DOWN
            cause = Cause.CONNECTION if is_over else Cause.MESSAGE
            return _refusal(cause, error.smtp_code, error.smtp_error)
        case SMTPResponseException():
            return _refusal(Cause.CONNECTION, error.smtp_code, error.smtp_error)
        case SMTPException() | OSError():
            cause = Cause.UNKNOWN if may_have_it else Cause.CONNECTION
            return SmtpReply(cause, words=type(error).__name__)
    return SmtpReply(Cause.MESSAGE, words=type(error).__name__)  # it could not even be written down


def is_no_such_address(status: str) -> bool:
    """Whether an enhanced status code says that the recipient's address is wrong for good."""
    found = STATUS.fullmatch(status.strip())
    return bool(found and found[1] == "5" and found[2] == "1" and found[3] not in ABOUT_THE_SENDER)


def _of_recipient(code: int, reason: bytes | str) -> Cause:
    if code < 400 or code == SHUTTING_DOWN:
        return Cause.CONNECTION
    # A bare 550 is said of senders too: it must not count against an address (decision 0024).
    if code < 500 or is_no_such_address(status_in(reason)):
        return Cause.RECIPIENT
    return Cause.MESSAGE


def _refusal(cause: Cause, code: int, reason: bytes | str) -> SmtpReply:
    return SmtpReply(cause, code, status_in(reason), without_people(_text(reason))[:150])


def status_in(reason: bytes | str) -> str:
    """The enhanced status code (RFC 3463) that an answer begins with, or ""."""
    found = STATUS.match(_text(reason).strip())
    return found[0] if found else ""


def _text(reason: bytes | str) -> str:
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
