from .backup import Backup
from .job import Job
from .release import Release
from .trouble import Trouble
from .worker import Worker

__all__ = ["Backup", "Job", "Release", "Trouble", "Worker"]
