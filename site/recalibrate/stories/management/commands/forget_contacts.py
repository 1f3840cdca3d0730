from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from recalibrate.stories.forget import delete_expired, expired_counts
from recalibrate.stories.models import Contact


class Command(BaseCommand):
    help = (
        "Deletes contacts, stories set aside and old replies that are past their day, as the clock does. "
        "--check deletes nothing, and fails if anything is left that should be gone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        today = timezone.localdate()
        if not check:
            deleted = delete_expired(today)
            self.stdout.write("Deleted: " + ", ".join(f"{n} {name}" for name, n in deleted.items()) + ".")
        left = expired_counts(today)
        if any(left.values()):
            raise CommandError("Overdue: " + ", ".join(f"{n} {name}" for name, n in left.items() if n) + ".")
        oldest = Contact.objects.order_by("forget_on").values_list("forget_on", flat=True).first()
        kept = f"{Contact.objects.count()} contacts are kept"
        self.stdout.write(
            f"{kept}; the next is forgotten on {date_format(oldest, 'j F Y')}." if oldest else f"{kept}."
        )
