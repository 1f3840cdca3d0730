from collections.abc import Sequence
from datetime import timedelta
from email.utils import format_datetime

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django_tasks import task

from recalibrate.core.models import User

from . import invitations


@task(backend="background")
def send_invitation(user: int, inviter: str) -> None:
    """The link is made when the mail is written: only the mail holds it."""
    invited = User.objects.filter(pk=user).first()
    if invited is None or not invitations.is_waiting(invited):
        return
    until = invitations.expires()
    context = {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "inviter": inviter,
        "link": invitations.link_for(invited),
        "until": timezone.localtime(until),
        "roles": sorted(invited.groups.values_list("name", flat=True)),
    }
    subject = _("%(inviter)s invites you to %(site)s") % {
        "inviter": inviter,
        "site": settings.WAGTAIL_SITE_NAME,
    }
    text = render_to_string("admin/invitation_mail.txt", context)
    headers = {"Expires": format_datetime(until), "Auto-Submitted": "auto-generated"}
    EmailMessage(" ".join(subject.split()), text, to=[invited.email], headers=headers).send()


@task(backend="background")
def send_reset_mails(users: Sequence[int]) -> None:
    """A link to choose a new password, in Wagtail's words and at the configured address of the site."""
    subject = render_to_string("wagtailadmin/account/password_reset/email_subject.txt")
    # Where the mail server is away for longer, the link would be dead on arrival.
    expires = format_datetime(timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT))
    for user in User.objects.filter(pk__in=users, is_active=True):
        context = {
            "user": user,
            "uid": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        }
        text = render_to_string("wagtailadmin/account/password_reset/email.txt", context)
        headers = {"Expires": expires, "Auto-Submitted": "auto-generated"}
        EmailMessage(" ".join(subject.split()), text, to=[user.email], headers=headers).send()
