"""The sample of the Guardian’s corner, beside its news."""

from datetime import date, datetime, time
from pathlib import Path

from django.utils import timezone

from recalibrate.core.models import StateOfMind
from recalibrate.core.toml_data import read_toml
from recalibrate.guardian.load import stream_rows
from recalibrate.guardian.models import ExceptionGuidePage, YouSaid

from .pages import publish_on

CONTENT = Path(__file__).parent / "content"


def load_you_said() -> None:
    """Add the concerns that are missing; change none that is there."""
    for order, entry in enumerate(read_toml(CONTENT / "you_said.toml")["concern"]):
        states = StateOfMind.objects.filter(slug__in=entry.pop("states"))
        concern, is_new = YouSaid.objects.get_or_create(
            you_said=entry.pop("you_said"),
            defaults={**entry, "order": order, "first_published_at": noon(entry["updated_on"], order)},
        )
        if is_new:
            concern.states_of_mind.set(states)


def noon(day: date, minute: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12, minute)))


def load_guide() -> None:
    """Complete and publish the guide, unless it is public already."""
    guide = ExceptionGuidePage.objects.get()
    if guide.first_published_at:
        return
    entry = read_toml(CONTENT / "exception_guide.toml")
    for name in ("unsafe_now", "reviewed_on", "next_review_on"):
        setattr(guide, name, entry[name])
    guide.systems = stream_rows(guide, "systems", "row", entry["system"])
    publish_on(guide, entry["published_on"])
