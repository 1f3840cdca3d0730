from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from recalibrate.core.models import StateOfMind
from recalibrate.core.toml_data import read_toml

from .models import HelpService

DIRECTORY = Path(__file__).parent / "data" / "help_services.toml"


def load_help_services(*, with_samples: bool) -> None:
    """Add the services that are missing, change none that is there.

    A new site's services count as checked when the file says so in the sample set-up; elsewhere each is
    due for its first check at once, since no keeper there has checked it yet.
    """
    today = timezone.localdate()
    for order, entry in enumerate(read_toml(DIRECTORY)["service"]):
        if entry["is_sample"] and not with_samples:
            continue
        days_ago = entry.pop("checked_days_ago") if with_samples else 91
        entry.pop("checked_days_ago", None)
        states = entry.pop("states", [])
        service, is_new = HelpService.objects.get_or_create(
            name=entry.pop("name"),
            defaults={**entry, "order": order, "checked_on": today - timedelta(days=days_ago)},
        )
        if is_new:
            service.states_of_mind.set(StateOfMind.objects.filter(slug__in=states))
