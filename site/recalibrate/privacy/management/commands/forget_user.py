import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recalibrate.core.models import User
from recalibrate.privacy.forget_user import forget_user, goes_with_log_in, subject_access_export


class Command(BaseCommand):
    help = (
        "Tells everything stored about a log-in (--tell), or deletes it and takes its name off what it did."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--tell", action="store_true", help="print it as JSON and delete nothing")
        parser.add_argument("--yes", action="store_true", help="delete without asking")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['username']}.")
        if options["tell"]:
            self.stdout.write(json.dumps(subject_access_export(user), default=str, indent=2))
            return
        gone = goes_with_log_in(user)
        self.stdout.write(f"With the log-in go: {', '.join(gone.goes) or 'nothing else'}.")
        self.stdout.write(f"These stay and name nobody any more: {', '.join(gone.loses) or 'nothing'}.")
        if not options["yes"] and input(f"Delete the log-in of {user}? Type yes: ") != "yes":
            raise CommandError("Nothing was deleted.")
        for name, count in forget_user(user).items():
            self.stdout.write(f"{count:>7} {name}")
