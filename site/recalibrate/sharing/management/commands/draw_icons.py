from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from recalibrate.core.drawing.paint import all_icons, neutral_image
from recalibrate.sharing.views.site_files import PAPER

GREEN = "#095443"  # --link in static/css/site.css


class Command(BaseCommand):
    help = (
        "Draws the icons and the neutral social image of static/img/ anew, from templates/icons/brand.svg. "
        "For whoever changes that drawing; the results belong into version control."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "static/img"
        for name, png in [*all_icons(PAPER, GREEN), ("social.png", neutral_image())]:
            (folder / name).write_bytes(png)
            self.stdout.write(f"{name}: {len(png)} bytes")
