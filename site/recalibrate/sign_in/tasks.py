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
from django_tasks import task

from recalibrate.core.models import User


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
