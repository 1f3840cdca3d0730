"""What waits for the Guardian, as lines of the desk."""

from django.utils import timezone

from recalibrate.staff.dashboard import Duty, permitted

from .dashboard_items import tasks

FIGURES = Duty(
    slug="guardian-figures",
    icon="table",
    is_for=permitted("guardian.change_yousaid"),
    tasks=lambda user: tasks(timezone.localdate()),
    order=55,
    most_queries=12,
)
