import sys
from email import message_from_binary_file
from typing import Any

from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.digest.bounces import record_report


class Command(TranslatedCommand):
    help = gettext_noop(
        "Reads one delivery status notification from standard input; mail servers can pipe bounces here."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = record_report(message_from_binary_file(sys.stdin.buffer))
        self.stdout.write(gettext("{count} subscriptions counted a bounce.").format(count=count))
