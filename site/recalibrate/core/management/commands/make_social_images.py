from typing import Any

from django.utils.translation import gettext, gettext_lazy, gettext_noop
from wagtail.models import Page

from recalibrate.core.commands import TranslatedCommand
from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.social_images import redraw

DRAWING = error_boundary(
    "drawing", gettext_lazy("has no image for chat previews"), again=lambda page: redraw(page.specific)
)


class Command(TranslatedCommand):
    help = gettext_noop(
        "Draws the social image of every published page whose image is missing or out of date, and removes "
        "those that should not be. A second time does nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        drawn = sum(
            each_isolated(Page.objects.live().specific().iterator(), redraw, DRAWING, in_transaction=True)
        )
        if options["verbosity"]:
            self.stdout.write(gettext("{drawn} social images drawn.").format(drawn=drawn))
