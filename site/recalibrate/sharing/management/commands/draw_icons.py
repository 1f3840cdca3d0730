from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.core.drawing.paint import all_icons, neutral_image
from recalibrate.sharing.views.site_files import PAPER

GREEN = "#095443"  # --link in static/css/site.css


class Command(TranslatedCommand):
    help = gettext_noop(
        "Draws the icons and the neutral social image of static/img/ anew, from templates/icons/brand.svg. "
        "For the developer who changes that drawing; the results belong in version control."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "static/img"
        for name, png in [*all_icons(PAPER, GREEN), ("social.png", neutral_image())]:
            (folder / name).write_bytes(png)
            self.stdout.write(gettext("{name}: {count} bytes").format(name=name, count=len(png)))
