from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from recalibrate.core.addresses import absolute

from .issue import CHANGE_URL, LEAVE_URL
from .models import Delivery, Subscription


def in_both_forms(name: str, to: str, subject: str, context: Mapping[str, object]) -> EmailMultiAlternatives:
    """The mail `name` as text and, in the letter's frame, as HTML; its first words say no more than its subject."""
    message = EmailMultiAlternatives(subject, render_to_string(f"mail/{name}.txt", context), to=[to])
    message.attach_alternative(render_to_string(f"mail/{name}.html", context), "text/html")
    return message


def digest_message(delivery: Delivery, subscription: Subscription, authority: str) -> EmailMultiAlternatives:
    """The digest for one subscription, with its own address to leave by one click (RFC 8058)."""
    digest = delivery.digest
    leave_url, change_url = absolute(subscription.leave_path()), absolute(subscription.change_path())

    def own(text: str) -> str:
        return text.replace(LEAVE_URL, leave_url).replace(CHANGE_URL, change_url)

    message = EmailMultiAlternatives(
        subject=digest.subject,
        body=own(digest.text),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[subscription.email],
        headers={
            # Our own, and the same at every try: many mailboxes show a letter that comes twice only once.
            "Message-ID": f"<{delivery.uuid}@{authority}>",
            # RFC 2919, so that a mailbox can sort; RFC 2369 and 8058 for leaving.
            "List-Id": f"<weekly.{authority}>",  # the same for all: no header says what a subscriber chose
            "List-Unsubscribe": f"<{leave_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            # RFC 3834: no one's “out of office” is sent to us.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",  # Exchange sends no “out of office” for it
        },
    )
    message.attach_alternative(own(digest.html), "text/html")
    return message
