"""Sample dates: forums, drop-ins and a round."""

from pathlib import Path

from django.utils import timezone

from recalibrate.core.toml_data import read_toml
from recalibrate.events.models import Event

CONTENT = Path(__file__).parent / "content"


def load_dates() -> None:
    """Add the sample dates that are missing."""
    for entry in read_toml(CONTENT / "dates.toml")["date"]:
        starts_at = timezone.make_aware(entry.pop("starts_at"))
        ends_at = timezone.make_aware(entry.pop("ends_at"))
        Event.objects.get_or_create(
            title=entry.pop("title"), starts_at=starts_at, defaults={**entry, "ends_at": ends_at}
        )
