"""Telling people by e-mail what happened to their log-in, and writing it down."""

from django.conf import settings
from django.core.mail import send_mail
from wagtail.log_actions import log

from recalibrate.core.addresses import absolute
from recalibrate.core.models import User

HAPPENED = {
    "sign_in.set_up": "A phone was set up as the second step of your log-in.",
    "sign_in.reset": "The second step of your log-in was removed by {who}. You can set up a new one.",
    "sign_in.backup": "A backup code was used to sign in as you. {left} are left.",
    "sign_in.renewed": "New backup codes were made for your log-in. The old ones no longer work.",
}


def tell(user: User, action: str, *, by: User | None, **words: object) -> None:
    """Written down and mailed; the mail waits for the worker, so that no mail server stops anybody here."""
    log(instance=user, action=action, user=by)
    if not user.email:
        return
    text = f"{HAPPENED[action].format(**words)}\n\nIf that surprises you, change your password now and tell "
    text += f"whoever runs the site: {absolute(f'/{settings.ADMIN_PATH}')}\n"
    send_mail(f"{settings.WAGTAIL_SITE_NAME}: your log-in", text, None, [user.email])
