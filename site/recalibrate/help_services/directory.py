"""The help page's groups, in order of urgency."""

from dataclasses import dataclass
from itertools import groupby

from .models import HelpService, Urgency

INTRODUCTIONS = {
    Urgency.EMERGENCY: "If somebody cannot be kept safe, you included, call now. It wastes nobody’s time.",
    Urgency.TALK_NOW: "Free, confidential, and used to hearing from people who work at night.",
    Urgency.DOCTORS: "These services treat and counsel doctors. Your employer is not told.",
    Urgency.STAFF: "For everybody who works here, whatever the badge says.",
    Urgency.AFTER_INCIDENT: "For the person replaying it: what happens next, and who will be alongside.",
    Urgency.PRACTICAL: "When the worry is rent, rota, contract or the way home.",
    Urgency.COLLEAGUE: "Asking does not put the idea there. You do not have to know what to say.",
}


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    title: str
    introduction: str
    services: tuple[HelpService, ...]


def groups() -> tuple[Group, ...]:
    """All groups that hold a service; one query."""
    services = HelpService.objects.most_urgent_first()
    return tuple(
        Group(urgency, Urgency(urgency).label, INTRODUCTIONS[Urgency(urgency)], tuple(members))
        for urgency, members in groupby(services, key=lambda service: service.urgency)
    )
