from .index import GuardianIndexPage
from .update import GuardianUpdatePage, GuardianUpdateStateOfMind

__all__ = ["GuardianIndexPage", "GuardianUpdatePage", "GuardianUpdateStateOfMind"]
