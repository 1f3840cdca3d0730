"""A mail as it was written, to be handed over by any of Django's backends."""

from email import message_from_bytes, policy
from email.message import Message
from typing import Any

from django.core.mail import EmailMessage

from .models import OutgoingMail


class _Whole(Message):
    """The bytes that were stored, and no other: whatever is read from it, they are sent."""

    raw = b""

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n", **more: Any) -> bytes:  # type: ignore[override]
        # Signatures and boundaries hold for the bytes that were stored: written anew, they could break.
        return self.raw.replace(b"\n", linesep.encode())

    __bytes__ = as_bytes


class StoredMessage(EmailMessage):
    """One row, as Django's backends want it."""

    def __init__(self, row: OutgoingMail) -> None:
        self.raw = bytes(row.message)
        read = message_from_bytes(self.raw, policy=policy.default)
        body = read.get_body(("plain", "html"))
        super().__init__(
            subject=str(read["Subject"]),
            body=str(body.get_content()) if body else "",
            from_email=row.sender,
            to=[row.recipient],
        )

    def message(self) -> Message:  # type: ignore[override]
        whole = message_from_bytes(self.raw, _class=_Whole)
        whole.raw = self.raw
        return whole
