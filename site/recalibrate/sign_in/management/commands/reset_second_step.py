from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.core.models import User
from recalibrate.sign_in.notifications import tell
from recalibrate.sign_in.second_step import reset


class Command(TranslatedCommand):
    help = gettext_noop(
        "Removes the second step of a colleague whose phone and codes are gone, and tells them by e-mail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(gettext("No one signs in as {name}.").format(name=options["username"]))
        reset(user)
        tell(user, "sign_in.reset", by=None, who=gettext("An operator"))
        self.stdout.write(
            gettext("{username} signs in with the password and sets up a new second step.").format(
                username=user.username
            )
        )
