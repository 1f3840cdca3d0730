import json
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.core.models import User
from recalibrate.privacy.forget_user import forget_user, goes_with_log_in, subject_access_export


class Command(TranslatedCommand):
    help = gettext_noop(
        "Tells everything stored about a log-in (--tell), or deletes it and takes its name off what it did."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--tell", action="store_true", help=gettext("print it as JSON and delete nothing")
        )
        parser.add_argument("--yes", action="store_true", help=gettext("delete without asking"))

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(gettext("No one signs in as {name}.").format(name=options["username"]))
        if options["tell"]:
            self.stdout.write(json.dumps(subject_access_export(user), default=str, indent=2))
            return
        gone = goes_with_log_in(user)
        self.stdout.write(
            gettext("Deleted with the log-in: {things}.").format(
                things=", ".join(gone.goes) or gettext("nothing else")
            )
        )
        self.stdout.write(
            gettext("Kept, without the name: {things}.").format(
                things=", ".join(gone.loses) or gettext("nothing")
            )
        )
        if (
            not options["yes"]
            and input(gettext("Delete the log-in of {user}? Type yes: ").format(user=user)) != "yes"
        ):
            raise CommandError(gettext("Nothing was deleted."))
        for name, count in forget_user(user).items():
            self.stdout.write(f"{count:>7} {name}")
