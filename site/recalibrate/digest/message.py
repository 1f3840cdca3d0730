from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from recalibrate.core.addresses import absolute

from .issue import CHANGE_URL, LEAVE_URL
from .models import Delivery, Subscription


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
            "Message-ID": f"<{delivery.uuid}@{authority}>",
            "List-Id": f"<weekly.{authority}>",  # the same for all: no header says what a subscriber chose
            "List-Unsubscribe": f"<{leave_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",  # Exchange sends no “out of office” for it
        },
    )
    message.attach_alternative(own(digest.html), "text/html")
    return message
