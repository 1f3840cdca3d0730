from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Page

from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.social_images import redraw

DRAWING = error_boundary(
    "drawing", "has no image for chat previews", again=lambda page: redraw(page.specific)
)


class Command(BaseCommand):
    help = (
        "Draws the social image of every published page whose image is missing or out of date, and removes "
        "those that should not be. A second time does nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        drawn = sum(
            each_isolated(Page.objects.live().specific().iterator(), redraw, DRAWING, in_transaction=True)
        )
        if options["verbosity"]:
            self.stdout.write(f"{drawn} social images drawn.")
