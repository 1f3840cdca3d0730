from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.digest.issue import make_due
from recalibrate.digest.send import send_due_deliveries


class Command(TranslatedCommand):
    help = gettext_noop(
        "Makes the digests that are due and sends what is waiting. Killed, it goes on where it was."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        made = make_due(now)
        sent = send_due_deliveries(now)
        self.stdout.write(
            gettext("{count} digests made, {sent} mails sent.").format(count=len(made), sent=sent)
        )
