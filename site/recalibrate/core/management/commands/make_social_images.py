from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Page

from recalibrate.core.social_images import redraw


class Command(BaseCommand):
    help = (
        "Draws the social image of every published page whose image is missing or out of date, and removes "
        "those that should not be. A second time does nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        drawn = sum(redraw(page) for page in Page.objects.live().specific().iterator())
        if options["verbosity"]:
            self.stdout.write(f"{drawn} social images drawn.")
