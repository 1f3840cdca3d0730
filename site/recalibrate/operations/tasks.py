from pathlib import Path

from django.conf import settings
from django_tasks import task

from .backups import make_backup
from .backups.rotation import Keep


@task(backend="background", queue_name="backups")
def back_up() -> str:
    """Make today's backup; its name."""
    return make_backup(Path(settings.BACKUP_DIR), keep=Keep(*settings.BACKUP_KEEP)).name
