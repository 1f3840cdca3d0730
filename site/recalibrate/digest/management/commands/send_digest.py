from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from recalibrate.digest.issue import make_due
from recalibrate.digest.send import send_due_deliveries


class Command(BaseCommand):
    help = "Makes the digests that are due and sends what is waiting. Killed, it goes on where it was."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        made = make_due(now)
        sent = send_due_deliveries(now)
        self.stdout.write(f"{len(made)} digests made, {sent} mails sent.")
