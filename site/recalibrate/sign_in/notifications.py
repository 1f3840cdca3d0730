"""Telling people by e-mail what happened to their log-in, and writing it down."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from recalibrate.core.addresses import absolute
from recalibrate.core.models import User

HAPPENED = {
    "sign_in.set_up": _("A phone was set up as the second step of your log-in."),
    "sign_in.reset": _("%(who)s removed the second step of your log-in. You can set up a new one."),
    "sign_in.backup": _("A backup code was used to sign in as you. You have %(left)s left."),
    "sign_in.linked": _(
        "You now sign in with your account of the Trust. Your password here no longer works."
    ),
    "sign_in.unlinked": _("%(who)s unlinked your log-in from your account of the Trust."),
    "sign_in.renewed": _("New backup codes were made for your log-in. The old ones no longer work."),
}


def tell(user: User, action: str, *, by: User | None, **words: object) -> None:
    """Written down and mailed; the mail waits for the worker, so that no mail server stops anyone here."""
    log(instance=user, action=action, user=by)
    if not user.email:
        return
    happened = str(HAPPENED[action]) % words
    advice = gettext(
        "If you did not expect this, change your password now and tell the people who run the site:"
    )
    text = f"{happened}\n\n{advice} {absolute(f'/{settings.ADMIN_PATH}')}\n"
    subject = gettext("%(site)s: your log-in") % {"site": settings.WAGTAIL_SITE_NAME}
    send_mail(subject, text, None, [user.email])
