from .guide import ExceptionGuidePage
from .index import GuardianIndexPage
from .update import GuardianUpdatePage, GuardianUpdateStateOfMind
from .you_said import Progress, YouSaid, YouSaidStateOfMind

__all__ = [
    "ExceptionGuidePage",
    "GuardianIndexPage",
    "GuardianUpdatePage",
    "GuardianUpdateStateOfMind",
    "Progress",
    "YouSaid",
    "YouSaidStateOfMind",
]
