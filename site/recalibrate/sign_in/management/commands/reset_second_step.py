from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recalibrate.core.models import User
from recalibrate.sign_in.notifications import tell
from recalibrate.sign_in.second_step import reset


class Command(BaseCommand):
    help = "Removes the second step of somebody whose phone and codes are gone, and tells them by e-mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['username']}.")
        reset(user)
        tell(user, "sign_in.reset", by=None, who="whoever runs the site")
        self.stdout.write(f"{user.username} signs in with the password and sets up a new second step.")
