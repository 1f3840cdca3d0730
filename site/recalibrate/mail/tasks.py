from django.utils import timezone
from django_tasks import task

from .outbox import send_outgoing


@task(backend="background", queue_name="default", priority=10)
def send_outgoing_mail() -> str:
    """Hand over what waits, before tasks that no person sits and waits for; how much, in words."""
    return f"{send_outgoing(timezone.now())} mails handed over"
