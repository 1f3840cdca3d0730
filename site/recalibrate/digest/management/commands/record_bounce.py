import sys
from email import message_from_binary_file
from typing import Any

from django.core.management.base import BaseCommand

from recalibrate.digest.bounces import record_report


class Command(BaseCommand):
    help = "Reads one delivery status notification from standard input; mail servers can pipe bounces here."

    def handle(self, *args: Any, **options: Any) -> None:
        count = record_report(message_from_binary_file(sys.stdin.buffer))
        self.stdout.write(f"{count} subscriptions counted a bounce.")
