from django.utils import timezone
from django_tasks import task

from .send import send_due_deliveries


@task(backend="background", queue_name="default")
def send_digests() -> str:
    """Send what is waiting; how much, in words."""
    return f"{send_due_deliveries(timezone.now())} mails sent"
