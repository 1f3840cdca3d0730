"""What waits for whoever runs the site."""

from collections.abc import Iterator

from django.urls import reverse

from recalibrate.core.models import User
from recalibrate.staff.dashboard import Duty, Task, permitted

from .health.alarms import PERMISSION
from .models import Trouble


def troubles(user: User) -> Iterator[Task]:
    for trouble in Trouble.objects.all():
        detail = f"since {trouble.since:%-d %B}"
        yield Task(trouble.words, reverse("condition"), is_late=True, detail=detail)


CONDITION = Duty(slug="condition", icon="warning", is_for=permitted(PERMISSION), tasks=troubles, order=10)
