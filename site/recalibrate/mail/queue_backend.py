"""Django's way to send a mail, here: it writes a row and leaves a task, and waits for no server."""

from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from .models import OutgoingMail
from .tasks import send_outgoing_mail

# RFC 3834, and Exchange's own word for it: no “out of office” comes back.
OF_EVERY_MAIL = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


class QueueEmailBackend(BaseEmailBackend):
    """Whatever Django or Wagtail mails goes through here, in a request, on the clock or in a task.

    The row is part of the caller's transaction: a mark that says "told" and the mail itself are written
    together or not at all. A header `Expires` (RFC 4021) says when a mail is of no use any more.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [row for email in email_messages for row in _rows(email)]
        if not rows:
            return 0
        with transaction.atomic():
            OutgoingMail.objects.bulk_create(rows)
            send_outgoing_mail.enqueue()
        return sum(1 for email in email_messages if email.recipients())


def _rows(email: EmailMessage) -> Iterator[OutgoingMail]:
    written = email.message()
    for name, value in OF_EVERY_MAIL.items():
        if name not in written:
            written[name] = value
    message = bytes(written)
    for recipient in email.recipients():
        row = OutgoingMail(sender=email.from_email, recipient=recipient, message=message)
        if expires := email.extra_headers.get("Expires"):
            row.expires_at = min(row.expires_at, parsedate_to_datetime(expires))
        yield row
