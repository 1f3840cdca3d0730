from typing import Any

from django.utils import timezone
from wagtail.management.commands.publish_scheduled import Command as OfWagtail

from recalibrate.operations.scheduled import publish_due


class Command(OfWagtail):
    """In the place of Wagtail’s, so that a cron job of old isolates its pages too."""

    help = "Publishes and withdraws what is due, each by itself."

    def handle(self, *args: Any, dryrun: bool, **options: Any) -> None:
        if dryrun:
            super().handle(*args, dryrun=True, **options)
        else:
            publish_due(timezone.now())
