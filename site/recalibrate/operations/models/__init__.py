from .backup import Backup
from .job import Job
from .trouble import Trouble
from .worker import Worker

__all__ = ["Backup", "Job", "Trouble", "Worker"]
