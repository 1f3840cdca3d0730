from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from recalibrate.core.addresses import absolute

from .issue import LEAVE_URL
from .models import Delivery, Subscription


def mail(delivery: Delivery, subscription: Subscription, authority: str) -> EmailMultiAlternatives:
    """The digest for one subscription, with its own address to leave by one click (RFC 8058)."""
    digest = delivery.digest
    leave_url = absolute(subscription.leave_path())
    message = EmailMultiAlternatives(
        subject=digest.subject,
        body=digest.text.replace(LEAVE_URL, leave_url),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[subscription.email],
        headers={
            "Message-ID": f"<{delivery.uuid}@{authority}>",
            "List-Id": f"<{digest.path.replace('/', '.')}.digest.{authority}>",
            "List-Unsubscribe": f"<{leave_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(digest.html.replace(LEAVE_URL, leave_url), "text/html")
    return message
