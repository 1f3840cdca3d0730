from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.link_checks.check import check_links
from recalibrate.link_checks.keep import read_pages
from recalibrate.link_checks.models import Link


class Command(TranslatedCommand):
    help = gettext_noop(
        "Look whether the links of published pages still lead somewhere: those that are due, or all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help=gettext("those that are not due as well"))

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        while read_pages(now):
            pass
        if options["all"]:
            Link.objects.filter(next_check_at__gt=now).update(next_check_at=now)
        count = check_links(Link.objects.due(now), now=now)
        for link in Link.objects.worth_a_look().order_by("verdict", "address"):
            self.stdout.write(f"{link.get_verdict_display():<18}{link.address}  {link.words}")
        self.stdout.write(
            gettext("{count} of {count_2} links checked.").format(count=count, count_2=Link.objects.count())
        )
