from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, ngettext

from recalibrate.core.commands import TranslatedCommand
from recalibrate.stories.forget import delete_expired, expired_counts
from recalibrate.stories.models import Contact


class Command(TranslatedCommand):
    help = gettext_noop(
        "Deletes contacts, stories set aside and old replies that are past their day, as the clock does. "
        "--check deletes nothing, and fails if anything is left that should be gone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help=gettext("only say what is overdue, and fail then")
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        today = timezone.localdate()
        if not check:
            deleted = delete_expired(today)
            self.stdout.write(gettext("Deleted: {what}.").format(what=listed(deleted)))
        left = expired_counts(today)
        if any(left.values()):
            overdue = {name: count for name, count in left.items() if count}
            raise CommandError(gettext("Overdue: {what}.").format(what=listed(overdue)))
        oldest = Contact.objects.order_by("forget_on").values_list("forget_on", flat=True).first()
        count = Contact.objects.count()
        said = ngettext("{count} contact is kept.", "{count} contacts are kept.", count)
        if oldest:
            said = ngettext(
                "{count} contact is kept; the next is deleted on {day}.",
                "{count} contacts are kept; the next is deleted on {day}.",
                count,
            )
        self.stdout.write(said.format(count=count, day=date_format(oldest, "j F Y") if oldest else ""))


def listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {gettext(name)}" for name, count in counts.items())
