from collections.abc import Sequence

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_tasks import task

from recalibrate.core.models import User


@task(backend="background")
def send_reset_mails(users: Sequence[int]) -> None:
    """A link to choose a new password, in Wagtail's words and at the configured address of the site."""
    subject = render_to_string("wagtailadmin/account/password_reset/email_subject.txt")
    for user in User.objects.filter(pk__in=users, is_active=True):
        context = {
            "user": user,
            "uid": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        }
        text = render_to_string("wagtailadmin/account/password_reset/email.txt", context)
        send_mail(" ".join(subject.split()), text, None, [user.email])
